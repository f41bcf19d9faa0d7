import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';

const COMMAND = 'models.appoint';
const MOST = 100;

/** What waits for a second person: appointments alone. */
export function PendingAppointments() {
  const { t } = useTranslation('models');
  const mayApprove = useMay('models:approve_appointment');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  const asked = waiting.data?.items.filter(({ command }) => command === COMMAND) ?? [];
  return asked.map((one) => {
    const number = one.subject;
    const post = t(`post.${String(one.content.post)}`);
    return (
      <section key={one.id} className="card models-part" aria-label={t('pending')}>
        <h2>{t('pending')}</h2>
        <p>
          {t('number', { number })} → {post}
        </p>
        <FourEyes
          asked={one}
          mayApprove={mayApprove}
          title={t('approve.title', { number, post })}
          effect={<p>{t('approve.effect')}</p>}
          undo={t('approve.undo')}
          approvedWords={t('approved')}
          rejectedWords={t('rejected')}
        />
      </section>
    );
  });
}
