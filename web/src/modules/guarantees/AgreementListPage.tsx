import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAgreementsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AgreementBody, CoverageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate, toPercent } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import './guarantees.css';
import { ProposeDrawer } from './ProposeDrawer';
import { standingOf, STANDING_TONES } from './words';

/** Who bears losses besides the lenders, and whether it is enough for the bad debt there is. */
export default function AgreementListPage() {
  const { t } = useTranslation('guarantees');
  const mayPropose = useMay('guarantees:propose');
  const [isOpen, setOpen] = useState(false);
  const found = useQuery(listAgreementsOptions());
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          mayPropose && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('propose')}
            </Button>
          )
        }
      />
      <QueryGate query={found}>
        {({ coverage, items }) => (
          <>
            <CoverageTiles coverage={coverage} />
            <section className="agreements">
              {items.length === 0 ? (
                <EmptyState title={t('empty')} hint={t('empty_hint')} />
              ) : (
                <Agreements agreements={items} />
              )}
            </section>
          </>
        )}
      </QueryGate>
      <ProposeDrawer open={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

function CoverageTiles({ coverage }: { coverage: CoverageBody }) {
  const { t } = useTranslation('guarantees');
  const { ratio, line } = coverage;
  return (
    <Tiles>
      <Tile
        label={t('coverage')}
        value={ratio === null ? t('no_bad') : formatRate(ratio)}
        note={t('coverage_note', { line: toPercent(line) })}
        alarming={ratio !== null && Number(ratio) < Number(line)}
      />
      <Tile label={t('reserve')} value={<MoneyText value={coverage.reserve} form="short" />} />
      <Tile label={t('fund')} value={<MoneyText value={coverage.fund} form="short" />} />
      <Tile
        label={t('bad')}
        value={<MoneyText value={coverage.bad} form="short" />}
        note={t('bad_note')}
      />
      <Tile
        label={t('borne')}
        value={<MoneyText value={coverage.borne} form="short" />}
        note={
          <>
            {t('borne_note')} <MoneyText value={coverage.returned} form="short" />
          </>
        }
      />
    </Tiles>
  );
}

function Agreements({ agreements }: { agreements: readonly AgreementBody[] }) {
  const { t } = useTranslation('guarantees');
  return (
    <RowTable
      label={t('list')}
      rows={agreements}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/guarantees/${id}`}
      columns={[
        { key: 'name', title: t('name'), cell: ({ terms }) => terms.name },
        { key: 'kind', title: t('kind'), cell: ({ terms }) => t(`kind.${terms.kind}`) },
        {
          key: 'state',
          title: t('state'),
          cell: (row) => (
            <StatusTag
              tone={STANDING_TONES[standingOf(row)]}
              label={t(`state.${standingOf(row)}`)}
            />
          ),
        },
        {
          key: 'share',
          title: t('share'),
          numeric: true,
          cell: ({ terms }) => formatRate(terms.loss_share),
        },
        {
          key: 'cap',
          title: t('cap_yuan'),
          numeric: true,
          phone: false,
          cell: ({ terms }) => <MoneyText value={terms.cap} form="figure" />,
        },
        {
          key: 'used',
          title: t('used_yuan'),
          numeric: true,
          cell: ({ used }) => <MoneyText value={used} form="figure" />,
        },
        {
          key: 'balance',
          title: t('balance_yuan'),
          numeric: true,
          cell: ({ balance }) => <MoneyText value={balance} form="figure" />,
        },
      ]}
    />
  );
}
