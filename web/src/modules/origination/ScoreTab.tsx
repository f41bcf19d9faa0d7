import type { ApplicationBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { RiskReviewPanel } from '@/shared/risk-review/RiskReviewPanel';
import { MissedList } from './MissedList';

/** The score of today with what moved it, and what screening found on the day of submission. */
export function ScoreTab({ application }: { application: ApplicationBody }) {
  const mayReview = useMay('risk:review');
  return (
    <>
      <MissedList missed={application.screening?.missed ?? []} />
      {mayReview && <RiskReviewPanel enterpriseId={application.enterprise.id} />}
    </>
  );
}
