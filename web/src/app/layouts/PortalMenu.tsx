import { HomeOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MenuEntry, Portal } from '../contracts';

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
        {entries.map(({ path, labelKey, icon: Icon }) => (
          <li key={path}>
            <Link to={`/${portal}/${path}`} className="menu-link">
              <Icon />
              {t(labelKey)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
