import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';
import { RoleTags } from './RoleTags';

const COMMAND = 'compliance.grant_roles';
const MOST = 100;

/** Roles that one person has asked for and another gives. */
export function PendingGrants({ members }: { members: readonly MemberBody[] }) {
  const { t } = useTranslation('identity');
  const mayApprove = useMay('compliance:approve_grant');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  const asked = waiting.data?.items.filter(({ command }) => command === COMMAND) ?? [];
  return asked.map((one) => {
    const name = members.find(({ user_id }) => user_id === one.subject)?.display_name;
    return (
      <section key={one.id} className="card account-notice" aria-label={t('grants.pending')}>
        <h2>{t('grants.pending')}</h2>
        <p>
          {name ?? (
            <Link to={`/operations/organisations/${one.organisation_id}`}>
              {t('grants.of_house')}
            </Link>
          )}{' '}
          → <RoleTags roles={one.content.roles as string[]} />
        </p>
        <FourEyes
          asked={one}
          mayApprove={mayApprove}
          title={t('grants.approve', { name: name ?? t('grants.of_house') })}
          effect={<p>{t('grants.effect')}</p>}
          undo={t('grants.undo')}
          approvedWords={t('grants.approved')}
          rejectedWords={t('grants.rejected')}
        />
      </section>
    );
  });
}
