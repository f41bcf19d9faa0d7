import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { StrategyDocument } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';
import { StrategyView } from './StrategyView';

const COMMAND = 'risk.adopt_strategy';
const MOST = 100;

/** The strategy that waits for a second person, as it would decide. */
export function PendingStrategy() {
  const { t } = useTranslation('risk');
  const mayApprove = useMay('risk:approve_strategy');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  const asked = waiting.data?.items.filter(({ command }) => command === COMMAND) ?? [];
  return asked.map((one) => (
    <section key={one.id} className="card risk-part" aria-label={t('strategy.pending')}>
      <h2>{t('strategy.pending')}</h2>
      <p className="muted">{t('strategy.pending_from', { day: String(one.content.valid_from) })}</p>
      <StrategyView document={one.content.document as StrategyDocument} />
      <FourEyes
        asked={one}
        mayApprove={mayApprove}
        title={t('strategy.approve_title')}
        effect={<p>{t('strategy.effect')}</p>}
        undo={t('strategy.undo')}
        approvedWords={t('strategy.approved')}
        rejectedWords={t('strategy.rejected')}
      />
    </section>
  ));
}
