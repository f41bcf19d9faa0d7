import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FindingBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ButtonLink } from '@/shared/ButtonLink';
import { changesOf } from './changes';
import './evidence.css';

/** What was done to the record: where, since when, and what it was before. */
export function FindingList({ findings }: { findings: readonly FindingBody[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={`${finding.damage} ${finding.index} ${finding.event_id}`}>
          <FindingNote finding={finding} />
        </li>
      ))}
    </ul>
  );
}

function FindingNote({ finding }: { finding: FindingBody }) {
  const { t } = useTranslation('evidence');
  const { damage, index, intact_at, was, now } = finding;
  return (
    <Alert
      type="error"
      showIcon
      message={t(`damage.${damage}`)}
      description={
        <>
          {intact_at && (
            <p>
              {t('finding.intact_at')} <DateText value={intact_at} />
            </p>
          )}
          <dl className="changes">
            {changesOf(was, now).map(({ name, before, after }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {before !== undefined && <del>{before}</del>}{' '}
                  {after !== undefined && <ins>{after}</ins>}
                </dd>
              </div>
            ))}
          </dl>
          {!was && !now && <p className="muted">{t('finding.unknown')}</p>}
          {index !== null && (
            <ButtonLink to={`/operations/evidence/entries/${index}`}>
              {t('finding.entry', { index })}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}
