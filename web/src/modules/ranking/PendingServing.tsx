import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';
import { percent } from './figures';

const COMMAND = 'ranking.serve';
const MOST = 100;

/** What waits for a second person: learned orders alone. */
export function PendingServing() {
  const { t } = useTranslation('ranking');
  const mayApprove = useMay('ranking:approve');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  const asked = waiting.data?.items.filter(({ command }) => command === COMMAND) ?? [];
  return asked.map((one) => {
    const share = percent(Number(one.content.share));
    const words = t('pending.of', { number: one.subject, share });
    return (
      <section key={one.id} className="card ranking-part" aria-label={t('pending')}>
        <h2>{t('pending')}</h2>
        <p>{words}</p>
        <FourEyes
          asked={one}
          mayApprove={mayApprove}
          title={words}
          effect={<p>{t('approve.effect')}</p>}
          undo={t('approve.undo')}
          approvedWords={t('begun')}
          rejectedWords={t('rejected')}
        />
      </section>
    );
  });
}
