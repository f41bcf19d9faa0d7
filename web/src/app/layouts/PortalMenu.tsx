import { HomeOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MenuEntry, Portal } from '../contracts';
import { MenuEntries } from './MenuEntries';

interface PortalMenuProps {
  portal: Portal;
  entries: readonly MenuEntry[];
}

export function PortalMenu({ portal, entries }: PortalMenuProps) {
  const { t } = useTranslation('shell');
  return (
    <nav className="portal-menu" aria-label={t('menu.label')}>
      <ul>
        <li>
          <Link to={`/${portal}`} className="menu-link" activeOptions={{ exact: true }}>
            <HomeOutlined />
            {t('menu.home')}
          </Link>
        </li>
      </ul>
      <MenuEntries portal={portal} entries={entries} />
    </nav>
  );
}
