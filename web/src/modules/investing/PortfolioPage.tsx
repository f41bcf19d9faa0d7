import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getHoldingsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { HoldingBody, HoldingsBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { Chart } from '@/shared/chart/Chart';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { formatExact } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import { SellButton } from './SellButton';
import { signedRate } from './words';
import './investing.css';

/** What one holds: worth, yield, how it is spread, and what can be sold. */
export default function PortfolioPage() {
  const { t } = useTranslation('investing');
  const held = useQuery(getHoldingsOptions());
  return (
    <>
      <PageHead
        title={t('portfolio.title')}
        actions={
          <>
            <ButtonLink to="/investor/statement">{t('statement.title')}</ButtonLink>
            <ButtonLink to="/investor/orders">{t('orders.title')}</ButtonLink>
            <ButtonLink primary to="/investor/spread">
              {t('spread.title')}
            </ButtonLink>
          </>
        }
      />
      <QueryGate query={held}>
        {(portfolio) =>
          portfolio.holdings.length === 0 ? (
            <EmptyState title={t('portfolio.empty')} hint={t('portfolio.empty_hint')} />
          ) : (
            <Held portfolio={portfolio} />
          )
        }
      </QueryGate>
    </>
  );
}

function Held({ portfolio }: { portfolio: HoldingsBody }) {
  const { t } = useTranslation('investing');
  return (
    <>
      <Tiles>
        <Tile label={t('portfolio.value')} value={<MoneyText value={portfolio.value} />} />
        <Tile label={t('portfolio.income')} value={<MoneyText value={portfolio.income} />} />
        <Tile
          label={t('portfolio.xirr')}
          value={portfolio.xirr === null ? '–' : signedRate(portfolio.xirr)}
        />
        <Tile label={t('portfolio.projects')} value={portfolio.holdings.length} />
      </Tiles>
      <div className="portfolio-charts">
        <Spread
          title={t('portfolio.by_kind')}
          holdings={portfolio.holdings}
          nameOf={({ kind }) => t(`kind.${kind}`)}
        />
        <Spread
          title={t('portfolio.by_class')}
          holdings={portfolio.holdings}
          nameOf={({ risk_class }) => t(`risk.${risk_class}`)}
        />
      </div>
      <HoldingTable holdings={portfolio.holdings} />
    </>
  );
}

interface SpreadProps {
  title: string;
  holdings: readonly HoldingBody[];
  nameOf: (holding: HoldingBody) => string;
}

function Spread({ title, holdings, nameOf }: SpreadProps) {
  const { i18n, t } = useTranslation('investing');
  const sums = new Map<string, number>();
  for (const each of holdings)
    sums.set(nameOf(each), (sums.get(nameOf(each)) ?? 0) + Number(each.value.amount));
  const parts = [...sums].filter(([, value]) => value > 0);
  return (
    <section className="card">
      <h2>{title}</h2>
      <Chart
        label={title}
        height={220}
        option={{
          tooltip: { trigger: 'item' },
          legend: {},
          series: [
            {
              type: 'pie',
              radius: ['45%', '70%'],
              center: ['50%', '58%'],
              label: { show: false },
              data: parts.map(([name, value]) => ({ name, value })),
            },
          ],
        }}
        figures={[
          [title, t('portfolio.value')],
          ...parts.map(([name, value]) => [
            name,
            formatExact({ amount: value.toFixed(2), currency: 'CNY' }, i18n.language),
          ]),
        ]}
      />
    </section>
  );
}

function HoldingTable({ holdings }: { holdings: readonly HoldingBody[] }) {
  const { t } = useTranslation('investing');
  return (
    <RowTable
      label={t('portfolio.title')}
      rows={holdings}
      rowKey={({ offering_id }) => offering_id}
      to={({ offering_id }) => `/investor/offerings/${offering_id}`}
      columns={[
        { key: 'title', title: t('project'), cell: ({ title }) => title },
        {
          key: 'units',
          title: t('units_yuan'),
          numeric: true,
          cell: ({ units }) => <MoneyText value={units} form="figure" />,
        },
        {
          key: 'listed',
          title: t('portfolio.listed_yuan'),
          numeric: true,
          cell: ({ listed }) => <MoneyText value={listed} form="figure" />,
        },
        {
          key: 'value',
          title: t('value_yuan'),
          numeric: true,
          cell: ({ value }) => <MoneyText value={value} form="figure" />,
        },
        {
          key: 'income',
          title: t('income_yuan'),
          numeric: true,
          cell: ({ income }) => <MoneyText value={income} form="figure" />,
        },
        {
          key: 'xirr',
          title: t('portfolio.xirr'),
          numeric: true,
          cell: ({ xirr }) => (xirr === null ? '–' : signedRate(xirr)),
        },
        { key: 'sell', title: t('sell'), cell: (holding) => <SellButton holding={holding} /> },
      ]}
    />
  );
}
