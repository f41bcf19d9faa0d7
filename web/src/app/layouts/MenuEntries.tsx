import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { GROUPS, type MenuEntry, type Portal } from '../contracts';

interface MenuEntriesProps {
  portal: Portal;
  entries: readonly MenuEntry[];
  onOpen?: () => void;
}

/** A menu with more entries is read by its headings. */
const LONG = 10;

export function MenuEntries({ portal, entries, onOpen }: MenuEntriesProps) {
  const { t } = useTranslation('shell');
  if (entries.length <= LONG) return <Links portal={portal} entries={entries} onOpen={onOpen} />;
  const groups = GROUPS.map((group) => ({
    group,
    members: entries.filter((entry) => entry.group === group),
  })).filter(({ members }) => members.length > 0);
  const others = entries.filter((entry) => entry.group === undefined);
  return (
    <>
      <Links portal={portal} entries={others} onOpen={onOpen} />
      {groups.map(({ group, members }) => (
        <section key={group} aria-labelledby={`menu-${group}`}>
          <h2 className="menu-group" id={`menu-${group}`}>
            {t(`menu.group.${group}`)}
          </h2>
          <Links portal={portal} entries={members} onOpen={onOpen} />
        </section>
      ))}
    </>
  );
}

function Links({ portal, entries, onOpen }: MenuEntriesProps) {
  const { t } = useTranslation('shell');
  return (
    <ul className="menu-links">
      {entries.map(({ path, labelKey, icon: Icon }) => (
        <li key={path}>
          <Link to={`/${portal}/${path}`} className="menu-link" onClick={onOpen}>
            <Icon />
            {t(labelKey)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
