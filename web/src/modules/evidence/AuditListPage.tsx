import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listAuditsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AuditBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { AuditButton } from './AuditButton';
import { FindingList } from './FindingList';
import { countOf } from './findings';

/** What the last passes over the whole record have found. */
export default function AuditListPage() {
  const { t } = useTranslation('evidence');
  const audits = useQuery(listAuditsOptions());
  return (
    <>
      <PageHead title={t('audits.title')} actions={<AuditButton />} />
      <p className="muted">{t('audits.hint')}</p>
      <QueryGate query={audits}>
        {(data) =>
          data.length > 0 ? (
            data.map((audit) => <AuditCard key={audit.id} audit={audit} />)
          ) : (
            <EmptyState title={t('audits.empty')} hint={t('audits.empty_hint')} />
          )
        }
      </QueryGate>
    </>
  );
}

function AuditCard({ audit }: { audit: AuditBody }) {
  const { t } = useTranslation('evidence');
  const count = countOf(audit);
  const seconds = (Date.parse(audit.ended_at) - Date.parse(audit.started_at)) / 1000;
  return (
    <section className="card audit">
      <h2>
        <DateText value={audit.ended_at} />{' '}
        <StatusTag
          tone={count > 0 ? 'bad' : 'good'}
          label={count > 0 ? t('audit.found', { count }) : t('audit.intact')}
        />
      </h2>
      <p className="muted">
        {t('audit.extent', { size: audit.size.toLocaleString(), seconds: seconds.toFixed(1) })}
      </p>
      <FindingList findings={audit.findings} />
      {audit.more_findings > 0 && <p>{t('audit.more', { count: audit.more_findings })}</p>}
    </section>
  );
}
