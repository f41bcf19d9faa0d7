import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listApprovalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';

const COMMAND = 'fraud.clear_suspicion';
const MOST = 100;

/** What lenders hold to be mistaken; whoever examines for the platform decides. */
export function ClearingWishes() {
  const { t } = useTranslation('fraud');
  const mayClear = useMay('fraud:examine');
  const waiting = useQuery(listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }));
  const asked = waiting.data?.items.filter(({ command }) => command === COMMAND) ?? [];
  return asked.map((one) => (
    <section key={one.id} className="card" aria-label={t('wish.title')}>
      <h2>{t('wish.title')}</h2>
      <p>
        <strong>{t(`finding.${String(one.content.code)}`)}</strong> ·{' '}
        <Link to={`/operations/applications/${String(one.content.application_id)}`}>
          {t('wish.application')}
        </Link>
      </p>
      <FourEyes
        asked={one}
        mayApprove={mayClear}
        title={t('wish.approve')}
        effect={<p>{t('wish.effect')}</p>}
        undo={t('wish.undo')}
        approvedWords={t('wish.approved')}
        rejectedWords={t('wish.rejected')}
      />
    </section>
  ));
}
