import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { getProposalOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PictureBody, SpreadProposalBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate } from '@/shared/rates';
import { RiskClassTag } from './RiskClassTag';
import { CLASSES, signedRate } from './words';
import './investing.css';

/** A spread portfolio for an amount and a budget of risk, with the picture before and after. */
export default function SpreadPage() {
  const { t } = useTranslation('investing');
  const [{ amount, risk }, change] = useFilters();
  const risk_class = CLASSES.find((each) => String(each) === risk) ?? 3;
  const asked = useQuery({
    ...getProposalOptions({ query: { amount: amount ?? '0', risk_class } }),
    enabled: amount !== undefined,
    retry: false,
  });
  return (
    <>
      <PageHead title={t('spread.title')} />
      <p className="muted">{t('spread.lead')}</p>
      <Form<{ amount: string; risk: string }>
        layout="vertical"
        className="card spread-form"
        initialValues={{ amount: amount ?? '100000', risk: String(risk_class) }}
        onFinish={change}
      >
        <Form.Item
          name="amount"
          label={t('spread.amount')}
          rules={[
            { required: true },
            { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('bad_amount') },
          ]}
        >
          <Input inputMode="decimal" suffix={t('yuan')} />
        </Form.Item>
        <Form.Item name="risk" label={t('spread.risk')}>
          <Select
            options={CLASSES.map((value) => ({ value: String(value), label: t(`class.${value}`) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t('spread.go')}
        </Button>
      </Form>
      {amount !== undefined && (
        <QueryGate query={asked}>{(found) => <Proposed proposal={found} />}</QueryGate>
      )}
    </>
  );
}

function Proposed({ proposal }: { proposal: SpreadProposalBody }) {
  const { t } = useTranslation('investing');
  return (
    <>
      <div className="portfolio-charts">
        <Picture title={t('spread.before')} picture={proposal.before} />
        <Picture title={t('spread.after')} picture={proposal.after} />
      </div>
      {!proposal.within_budget && <p className="refusal">{t('spread.above')}</p>}
      <RowTable
        label={t('spread.title')}
        rows={proposal.parts}
        rowKey={({ offering_id }) => offering_id}
        to={({ offering_id }) => `/investor/offerings/${offering_id}`}
        columns={[
          { key: 'title', title: t('project'), cell: ({ title }) => title },
          {
            key: 'risk',
            title: t('risk'),
            cell: ({ risk_class }) => <RiskClassTag riskClass={risk_class} />,
          },
          {
            key: 'rate',
            title: t('yearly_rate'),
            numeric: true,
            cell: ({ yearly_rate }) => formatRate(yearly_rate),
          },
          {
            key: 'amount',
            title: t('spread.part_yuan'),
            numeric: true,
            cell: ({ amount }) => <MoneyText value={amount} form="figure" />,
          },
        ]}
      />
      <p className="muted">
        {t('spread.left')} <MoneyText value={proposal.left} />
      </p>
    </>
  );
}

function Picture({ title, picture }: { title: string; picture: PictureBody }) {
  const { t } = useTranslation('investing');
  return (
    <section className="card">
      <h2>{title}</h2>
      {picture.projects === 0 ? (
        <p className="muted">{t('spread.nothing')}</p>
      ) : (
        <dl className="offering-figures">
          <div>
            <dt>{t('spread.expected')}</dt>
            <dd className="lead-figure">{signedRate(picture.expected)}</dd>
          </div>
          <div>
            <dt>{t('spread.deviation')}</dt>
            <dd>±{formatRate(picture.deviation)}</dd>
          </div>
          <div>
            <dt>{t('portfolio.projects')}</dt>
            <dd>{picture.projects}</dd>
          </div>
          <div>
            <dt>{t('spread.largest')}</dt>
            <dd>{formatRate(picture.largest_share)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
