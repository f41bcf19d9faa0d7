import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getCockpitOptions } from '@/api/generated/@tanstack/react-query.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { QueryGate } from '@/shared/QueryGate';
import { CockpitTiles } from './CockpitTiles';

/** The first thing staff see: the platform's five figures, and the way to the rest. */
export default function HomeFigures() {
  const { t } = useTranslation('insight');
  const cockpit = useQuery(getCockpitOptions());
  return (
    <section>
      <QueryGate query={cockpit}>{(figures) => <CockpitTiles figures={figures} />}</QueryGate>
      <ButtonLink to="/operations/cockpit">{t('to_cockpit')}</ButtonLink>
    </section>
  );
}
