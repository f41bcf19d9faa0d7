import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getOfferingOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { OfferingBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { formatRate } from '@/shared/rates';
import { AudienceNote } from './AudienceNote';
import { Documents } from './Documents';
import { DrawProof } from './DrawProof';
import { FundingBar } from './FundingBar';
import { OrderBook } from './OrderBook';
import { PayHolders } from './PayHolders';
import { RiskClassTag } from './RiskClassTag';
import { Subscribe } from './Subscribe';
import './investing.css';

/** A project, fully disclosed: what it is for, what it brings, what can go wrong. */
export default function OfferingPage() {
  const offering_id = usePathParam('offeringId');
  const offering = useQuery({
    ...getOfferingOptions({ path: { offering_id } }),
    refetchInterval: 5000,
  });
  return <QueryGate query={offering}>{(found) => <Known offering={found} />}</QueryGate>;
}

function Known({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  const { portal, organisation } = useSession();
  const isIssuer = organisation.id === offering.issuer_id;
  const isEarly = offering.status === 'proposed' || offering.status === 'open';
  const book = { key: 'book', label: t('page.book'), content: <OrderBook offering={offering} /> };
  return (
    <DetailPage
      title={offering.title}
      tags={
        <>
          <RiskClassTag riskClass={offering.risk_class} />
          <StatusTag
            tone={offering.status === 'failed' ? 'bad' : 'neutral'}
            label={t(`status.${offering.status}`)}
          />
        </>
      }
      nextAction={<Actions offering={offering} isIssuer={isIssuer} />}
      tabs={[
        { key: 'facts', label: t('page.facts'), content: <Terms offering={offering} /> },
        { key: 'said', label: t('page.disclosure'), content: <Disclosure offering={offering} /> },
        {
          key: 'documents',
          label: t('page.documents'),
          content: <Documents offering={offering} />,
        },
        ...(portal === 'investor' && offering.status === 'active' ? [book] : []),
        { key: 'draw', label: t('page.draw'), content: <DrawProof offering={offering} /> },
      ]}
      side={
        <>
          <FundingBar offering={offering} />
          {isEarly && (isIssuer || portal === 'operations') && (
            <AudienceNote offeringId={offering.id} />
          )}
        </>
      }
    />
  );
}

function Actions({ offering, isIssuer }: { offering: OfferingBody; isIssuer: boolean }) {
  const { t } = useTranslation('investing');
  const { portal } = useSession();
  const hasStarted = offering.status === 'active' || offering.status === 'repaid';
  return (
    <>
      <ButtonLink to={`/${portal}/aftercare/${offering.id}`}>{t('page.aftercare')}</ButtonLink>
      {hasStarted && (
        <ButtonLink to={`/${portal}/exits/${offering.id}`}>{t('page.exits')}</ButtonLink>
      )}
      {portal === 'investor' && <Subscribe offering={offering} />}
      {isIssuer && offering.status === 'active' && <PayHolders offering={offering} />}
    </>
  );
}

function Terms({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  return (
    <>
      <p>{offering.summary}</p>
      <Facts
        facts={[
          { label: t('kind'), value: t(`kind.${offering.kind}`) },
          { label: t('issuer'), value: offering.issuer_name },
          { label: t('yearly_rate'), value: formatRate(offering.yearly_rate) },
          { label: t('management_fee'), value: formatRate(offering.management_fee_rate) },
          { label: t('term'), value: t('months', { count: offering.term_months }) },
          { label: t('method'), value: t(`method.${offering.method}`) },
          { label: t('target'), value: <MoneyText value={offering.target} /> },
          { label: t('minimum'), value: <MoneyText value={offering.minimum} /> },
          { label: t('ticket'), value: <MoneyText value={offering.ticket} /> },
          { label: t('step'), value: <MoneyText value={offering.step} /> },
          { label: t('allotment'), value: t(`allotment.${offering.allotment}`) },
          { label: t('closes_at'), value: <DateText value={offering.closes_at} /> },
          { label: t('live_grade'), value: offering.grade ?? t('no_grade') },
          ...(offering.status === 'active'
            ? [{ label: t('outstanding'), value: <MoneyText value={offering.outstanding} /> }]
            : []),
        ]}
      />
    </>
  );
}

function Disclosure({ offering }: { offering: OfferingBody }) {
  const { t } = useTranslation('investing');
  return (
    <>
      {Object.entries(offering.disclosure).map(([key, words]) => (
        <section key={key} className="disclosure">
          <h3>{t(`disclosure.${key}`)}</h3>
          <p>{words}</p>
        </section>
      ))}
    </>
  );
}
