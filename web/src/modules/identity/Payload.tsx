import { useTranslation } from 'react-i18next';
import type { AuditRecordBody } from '@/api/generated/types.gen';
import { RecordLink } from './RecordLink';

const SHOWN_ELSEWHERE = new Set(['subject_id', 'parties', 'changes']);

/** What the event carried, as it was recorded: ids, figures and codes, never names. */
export function Payload({ record }: { record: AuditRecordBody }) {
  const { t } = useTranslation('identity');
  const carried = Object.entries(record.payload).filter(([key]) => !SHOWN_ELSEWHERE.has(key));
  return (
    <details className="payload">
      <summary>{t('records.show')}</summary>
      <dl>
        {carried.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
        {record.parties.map((party) => (
          <div key={party}>
            <dt>{t('records.party')}</dt>
            <dd>
              <RecordLink by="organisation" id={party}>
                {party}
              </RecordLink>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('records.correlation')}</dt>
          <dd>{record.correlation_id}</dd>
        </div>
      </dl>
    </details>
  );
}
