import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { computeScoreMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { RiskReviewPanel } from '@/shared/risk-review/RiskReviewPanel';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import { DecisionsCard } from './DecisionsCard';

export default function RiskReviewPage() {
  const { t } = useTranslation('risk');
  const enterpriseId = usePathParam('enterpriseId');
  const mayCompute = useMay('risk:compute');
  const mayExamine = useMay('fraud:examine');
  const maySeeRelated = useMay('related:view');
  const compute = useAction(computeScoreMutation(), {
    onDone: () => toast(t('review.recomputed')),
  });
  return (
    <>
      <PageHead
        title={t('review.title')}
        actions={
          <>
            {mayExamine && (
              <ButtonLink to={`/operations/fraud/network/${enterpriseId}`}>
                {t('review.network')}
              </ButtonLink>
            )}
            {maySeeRelated && (
              <ButtonLink to={`/operations/related/${enterpriseId}`}>
                {t('review.related')}
              </ButtonLink>
            )}
            {mayCompute && (
              <Button
                loading={compute.isPending}
                onClick={() => compute.mutate({ path: { enterprise_id: enterpriseId } })}
              >
                {t('review.recompute')}
              </Button>
            )}
          </>
        }
      />
      <ErrorNote error={compute.error} />
      <RiskReviewPanel enterpriseId={enterpriseId} />
      <DecisionsCard enterpriseId={enterpriseId} />
    </>
  );
}
