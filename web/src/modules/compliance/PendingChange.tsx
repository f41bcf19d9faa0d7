import { useTranslation } from 'react-i18next';
import type { PolicyBody, PolicyChangeBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FourEyes } from '@/shared/FourEyes';
import { PolicyValue } from './PolicyValue';

interface PendingChangeProps {
  change: PolicyChangeBody;
  policy: PolicyBody;
}

/** The change that waits: from what to what, by whom, why; and the second person's decision. */
export function PendingChange({ change, policy }: PendingChangeProps) {
  const { t } = useTranslation('compliance');
  const mayApprove = useMay('compliance:approve_policy_change');
  return (
    <section className="pending-change" aria-label={t('pending.title')}>
      <h3>{t('pending.title')}</h3>
      <p className="pending-values">
        <PolicyValue value={policy.current?.value} unit={policy.unit} />
        <span aria-label={t('pending.becomes')}> → </span>
        <strong>
          <PolicyValue value={change.value} unit={policy.unit} />
        </strong>{' '}
        <span className="muted">
          {t('value.from')} <DateText value={change.valid_from} />
        </span>
      </p>
      <FourEyes
        asked={change}
        mayApprove={mayApprove}
        title={t('approve.title', { name: t(`policy.${policy.key}`) })}
        effect={
          <p>
            {t('approve.effect', { day: change.valid_from })}{' '}
            <strong>
              <PolicyValue value={change.value} unit={policy.unit} />
            </strong>
          </p>
        }
        undo={t('approve.undo')}
        approvedWords={t('approved')}
        rejectedWords={t('rejected')}
      />
    </section>
  );
}
