import { useQuery } from '@tanstack/react-query';
import { Button, Space, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getOwnAccountOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { CustodyAccountBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { AccountNotReady } from './AccountNotReady';
import { MoveMoneyDrawer, type Direction } from './MoveMoneyDrawer';
import { Movements } from './Movements';
import { OwnOrders } from './OwnOrders';

export default function AccountPage() {
  const { t } = useTranslation('payments');
  const account = useQuery(getOwnAccountOptions());
  return (
    <QueryGate query={account}>
      {(data) =>
        data.status === 'open' ? (
          <OpenAccount account={data} />
        ) : (
          <>
            <PageHead title={t('account.title')} />
            <section className="card">
              <AccountNotReady account={data} />
            </section>
          </>
        )
      }
    </QueryGate>
  );
}

function OpenAccount({ account }: { account: CustodyAccountBody }) {
  const { t } = useTranslation('payments');
  const [direction, setDirection] = useState<Direction>();
  const [search, change] = useFilters();
  return (
    <>
      <PageHead title={t('account.title')} actions={<MoveButtons onChoose={setDirection} />} />
      <section className="card">
        <p className="muted">{t('account.available')}</p>
        <p className="detail-amount">
          <MoneyText value={account.available} strong />
        </p>
        <Facts
          facts={[
            { label: t('account.frozen'), value: <MoneyText value={account.frozen} /> },
            { label: t('account.balance'), value: <MoneyText value={account.balance} /> },
            { label: t('account.name'), value: account.name },
            {
              label: t('account.no'),
              value: <span className="tabular">{account.account_no}</span>,
            },
            { label: t('account.opened'), value: <DateText value={account.opened_at} /> },
          ]}
        />
      </section>
      <section className="card">
        <Tabs
          activeKey={search.tab ?? 'movements'}
          onChange={(tab) => change({ tab, cursor: undefined })}
          destroyOnHidden
          items={[
            {
              key: 'movements',
              label: t('tab.movements'),
              children: <Movements owner={account.organisation_id} />,
            },
            { key: 'orders', label: t('tab.orders'), children: <OwnOrders /> },
          ]}
        />
      </section>
      <MoveMoneyDrawer
        account={account}
        direction={direction}
        onClose={() => setDirection(undefined)}
      />
    </>
  );
}

function MoveButtons({ onChoose }: { onChoose: (direction: Direction) => void }) {
  const { t } = useTranslation('payments');
  const mayTopUp = useMay('payments:top_up');
  const mayWithdraw = useMay('payments:withdraw');
  return (
    <Space>
      {mayWithdraw && <Button onClick={() => onChoose('withdraw')}>{t('withdraw')}</Button>}
      {mayTopUp && (
        <Button type="primary" onClick={() => onChoose('top_up')}>
          {t('top_up')}
        </Button>
      )}
    </Space>
  );
}
