import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LoanBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { BUCKET_TONES } from './words';

/** Whether it runs, and how late it is. */
export function LoanState({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  if (loan.status === 'closed') return <StatusTag tone="neutral" label={t('status.closed')} />;
  if (loan.status === 'written_off')
    return <StatusTag tone="bad" label={t('status.written_off')} />;
  if (loan.bucket === 'current') {
    const next = loan.next_instalment;
    return next?.noticed_on ? (
      <StatusTag tone="waiting" label={t('due_soon', { day: next.due_on })} />
    ) : (
      <StatusTag tone="good" label={t('status.active')} />
    );
  }
  return (
    <Space size={4} wrap>
      <StatusTag
        tone={BUCKET_TONES[loan.bucket]}
        label={t('late_days', { count: loan.days_past_due })}
      />
      {loan.bucket === 'd90_plus' && <StatusTag tone="bad" label={t('bad_debt')} />}
    </Space>
  );
}
