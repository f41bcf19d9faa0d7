import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getApplicantCompanyOptions } from '@/api/generated/@tanstack/react-query.gen';
import type {
  CompanyBody,
  CompanyFiguresBody,
  CompanyPartnerBody,
  CompanySpreadBody,
} from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { TurnoverChart } from './TurnoverChart';
import { shareOf } from './shares';

/** Who applies, what it states, and what its invoices tell. */
export function CompanyTab({ applicationId }: { applicationId: string }) {
  const path = { application_id: applicationId };
  const company = useQuery(getApplicantCompanyOptions({ path }));
  return (
    <QueryGate query={company}>
      {(data) => (
        <>
          <Profile company={data} />
          <Figures figures={data.figures} />
          <Invoices company={data} />
        </>
      )}
    </QueryGate>
  );
}

function Profile({ company }: { company: CompanyBody }) {
  const { t, i18n } = useTranslation(['origination', 'regions']);
  const province = `regions:${company.region_code.slice(0, 2)}0000`;
  return (
    <Facts
      facts={[
        { label: t('company.uscc'), value: <span className="tabular">{company.uscc}</span> },
        {
          label: t('company.region'),
          value: i18n.exists(province) ? t(province as 'company.region') : company.region_code,
        },
        { label: t('company.industry'), value: company.industry_code },
        { label: t('company.founded'), value: <DateText value={company.founded_on} /> },
        {
          label: t('company.capital'),
          value: <MoneyText value={company.registered_capital} form="short" />,
        },
        { label: t('company.employees'), value: t('people', { count: company.employees }) },
      ]}
    />
  );
}

function Figures({ figures }: { figures: CompanyFiguresBody | null }) {
  const { t } = useTranslation('origination');
  if (figures === null) return <p className="muted">{t('company.no_figures')}</p>;
  return (
    <>
      <h2>{t('company.figures', { year: figures.year })}</h2>
      <Facts
        facts={[
          { label: t('company.revenue'), value: <MoneyText value={figures.revenue} /> },
          { label: t('company.net_profit'), value: <MoneyText value={figures.net_profit} /> },
          { label: t('company.net_assets'), value: <MoneyText value={figures.net_assets} /> },
          {
            label: t('company.liabilities'),
            value: <MoneyText value={figures.total_liabilities} />,
          },
        ]}
      />
    </>
  );
}

function Invoices({ company }: { company: CompanyBody }) {
  const { t } = useTranslation('origination');
  if (company.months.length === 0)
    return <EmptyState title={t('company.no_invoices')} hint={t('company.no_invoices_hint')} />;
  return (
    <>
      <h2>{t('company.turnover')}</h2>
      <TurnoverChart months={company.months} />
      <div className="two-columns">
        <Partners
          title={t('company.customers')}
          partners={company.customers}
          spread={company.sales}
        />
        <Partners
          title={t('company.suppliers')}
          partners={company.suppliers}
          spread={company.purchases}
        />
      </div>
    </>
  );
}

interface PartnersProps {
  title: string;
  partners: readonly CompanyPartnerBody[];
  spread: CompanySpreadBody;
}

/** The largest partners with their part of the whole: dependence at a glance. */
function Partners({ title, partners, spread }: PartnersProps) {
  const { t } = useTranslation('origination');
  return (
    <section>
      <h2>{title}</h2>
      <p className="muted small">
        {t('company.spread', {
          count: spread.partner_count,
          share: shareOf(spread.largest_five, spread.total),
        })}
      </p>
      <ul className="share-bars">
        {partners.map((partner) => {
          const share = shareOf(partner.net, spread.total);
          return (
            <li key={partner.name}>
              <span>{partner.name}</span>
              <span className="tabular">
                <MoneyText value={partner.net} form="short" /> · {share}%
              </span>
              <progress max={100} value={share} aria-label={partner.name} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
