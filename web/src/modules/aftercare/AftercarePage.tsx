import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getAftercareOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AftercareBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DetailPage } from '@/shared/DetailPage';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { Ballots } from './Ballots';
import { Questions } from './Questions';
import { Reports } from './Reports';
import './aftercare.css';

export interface CareProps {
  offeringId: string;
  care: AftercareBody;
}

/** What issuer and investors say to each other: questions, reports, covenants, votes. */
export default function AftercarePage() {
  const offeringId = usePathParam('offeringId');
  const care = useQuery(getAftercareOptions({ path: { offering_id: offeringId } }));
  return (
    <QueryGate query={care}>{(found) => <Known offeringId={offeringId} care={found} />}</QueryGate>
  );
}

function Known(props: CareProps) {
  const { t } = useTranslation('aftercare');
  const { portal } = useSession();
  const { questions, reports, ballots } = props.care;
  const waiting = questions.filter(({ answer }) => answer === null).length;
  const late = reports.filter(({ is_late }) => is_late).length;
  const open = ballots.filter(({ is_closed }) => !is_closed).length;
  const counted = (key: string, many: number) => (many === 0 ? t(key) : `${t(key)} (${many})`);
  return (
    <DetailPage
      title={t('of', { title: props.care.title })}
      nextAction={
        <ButtonLink to={`/${portal}/offerings/${props.offeringId}`}>{t('to_offering')}</ButtonLink>
      }
      tabs={[
        {
          key: 'questions',
          label: counted('questions', waiting),
          content: <Questions {...props} />,
        },
        { key: 'reports', label: counted('reports', late), content: <Reports {...props} /> },
        { key: 'ballots', label: counted('ballots', open), content: <Ballots {...props} /> },
      ]}
    />
  );
}
