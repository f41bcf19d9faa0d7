import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getAudienceOptions } from '@/api/generated/@tanstack/react-query.gen';

/** For the issuer: how many investors the project fits, never who. */
export function AudienceNote({ offeringId }: { offeringId: string }) {
  const { t } = useTranslation('investing');
  const audience = useQuery(getAudienceOptions({ path: { offering_id: offeringId } }));
  if (!audience.data) return null;
  return (
    <p className="muted">
      {t('audience', { investors: audience.data.investors, count: audience.data.plans })}
    </p>
  );
}
