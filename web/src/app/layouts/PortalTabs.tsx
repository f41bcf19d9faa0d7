import { EllipsisOutlined, HomeOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuEntry, Portal } from '../contracts';
import { MenuEntries } from './MenuEntries';

interface PortalTabsProps {
  portal: Portal;
  entries: readonly MenuEntry[];
}

/** Home and three entries fit a thumb's width; a fourth only when nothing is left over. */
const PLACES = 4;

export function PortalTabs({ portal, entries }: PortalTabsProps) {
  const { t } = useTranslation('shell');
  const all = entries.length <= PLACES;
  const shown = all ? entries : entries.slice(0, PLACES - 1);
  return (
    <nav className="portal-tabs" aria-label={t('menu.label')}>
      <ul>
        <li>
          <Link to={`/${portal}`} className="tab-link" activeOptions={{ exact: true }}>
            <HomeOutlined />
            <span className="tab-label">{t('menu.home')}</span>
          </Link>
        </li>
        {shown.map(({ path, labelKey, icon: Icon }) => (
          <li key={path}>
            <Link to={`/${portal}/${path}`} className="tab-link">
              <Icon />
              <span className="tab-label">{t(labelKey)}</span>
            </Link>
          </li>
        ))}
        {!all && (
          <li>
            <More portal={portal} entries={entries.slice(PLACES - 1)} />
          </li>
        )}
      </ul>
    </nav>
  );
}

/** A native dialog brings focus, Escape and the backdrop; no component library is as small. */
function More({ portal, entries }: PortalTabsProps) {
  const { t } = useTranslation('shell');
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = sheet.current;
    const close = (event: MouseEvent): void => {
      if (event.target === dialog) dialog?.close();
    };
    dialog?.addEventListener('click', close);
    return () => dialog?.removeEventListener('click', close);
  }, []);
  return (
    <>
      <button type="button" className="tab-link" onClick={() => sheet.current?.showModal()}>
        <EllipsisOutlined />
        <span className="tab-label">{t('menu.more')}</span>
      </button>
      <dialog ref={sheet} className="more-sheet" aria-label={t('menu.more')}>
        <MenuEntries portal={portal} entries={entries} onOpen={() => sheet.current?.close()} />
      </dialog>
    </>
  );
}
