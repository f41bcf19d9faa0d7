import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  getOrganisationOptions,
  listOrganisationMembersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { RowTable } from '@/shared/list/RowTable';
import { usePathParam } from '@/shared/usePathParam';
import { useMemberColumns } from './useMemberColumns';
import './identity.css';

/** One organisation and its people; names and log-ins stay masked. */
export default function OrganisationPage() {
  const { t } = useTranslation('identity');
  const path = { organisation_id: usePathParam('organisationId') };
  const mayAudit = useMay('identity:view_audit');
  const organisation = useQuery(getOrganisationOptions({ path }));
  const members = useQuery(listOrganisationMembersOptions({ path }));
  const columns = useMemberColumns();
  return (
    <QueryGate query={organisation}>
      {({ id, name, kind }) => (
        <>
          <PageHead
            title={name}
            tags={<StatusTag tone="neutral" label={t(`kind.${kind}`)} />}
            actions={
              mayAudit && (
                <ButtonLink to="/operations/audit" search={{ organisation: id }}>
                  {t('organisation.records')}
                </ButtonLink>
              )
            }
          />
          <QueryGate query={members}>
            {(rows) =>
              rows.length > 0 ? (
                <RowTable
                  label={t('members.title')}
                  rows={rows}
                  rowKey={({ user_id }) => user_id}
                  columns={columns}
                />
              ) : (
                <EmptyState title={t('organisation.empty')} />
              )
            }
          </QueryGate>
        </>
      )}
    </QueryGate>
  );
}
