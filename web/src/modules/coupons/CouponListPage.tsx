import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listCouponsOptions,
  withdrawCouponMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { CouponBody, CouponState } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { GrantDrawer } from './GrantDrawer';

const TONES: Record<CouponState, Tone> = {
  open: 'waiting',
  used: 'running',
  redeemed: 'good',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** A company's own coupons, or all of them for whoever grants them. */
export default function CouponListPage() {
  const { t } = useTranslation('coupons');
  const { portal } = useSession();
  const mayGrant = useMay('coupons:grant');
  const [isGranting, setGranting] = useState(false);
  const isOwn = portal === 'enterprise';
  const columns = useColumns();
  return (
    <>
      <ListPage
        title={t('title')}
        read={({ limit, cursor }) => listCouponsOptions({ query: { limit, cursor } })}
        columns={[
          ...columns.filter(({ key }) => !isOwn || key !== 'company'),
          {
            key: 'what',
            title: '',
            cell: (coupon) =>
              isOwn ? <Use coupon={coupon} /> : mayGrant && <Withdraw coupon={coupon} />,
          },
        ]}
        rowKey={({ id }) => id}
        actions={
          mayGrant && (
            <Button type="primary" onClick={() => setGranting(true)}>
              {t('grant')}
            </Button>
          )
        }
        empty={{
          title: t('empty'),
          hint: t(isOwn ? 'empty_hint_own' : 'empty_hint'),
        }}
      />
      {isGranting && <GrantDrawer onClose={() => setGranting(false)} />}
    </>
  );
}

/** Where it is used: on the page of the application. */
function Use({ coupon }: { coupon: CouponBody }) {
  const { t } = useTranslation('coupons');
  const to = coupon.application_id ? `/${coupon.application_id}` : '';
  if (coupon.state !== 'open' && to === '') return null;
  return (
    <ButtonLink to={`/enterprise/applications${to}`}>
      {t(to === '' ? 'to_applications' : 'to_application')}
    </ButtonLink>
  );
}

function Withdraw({ coupon }: { coupon: CouponBody }) {
  const { t } = useTranslation('coupons');
  const withdraw = useAction(withdrawCouponMutation());
  if (coupon.state !== 'open') return null;
  return (
    <div className="row-actions">
      <Popconfirm
        title={t('withdraw.sure')}
        okText={t('withdraw')}
        cancelText={t('back')}
        onConfirm={() => withdraw.mutate({ path: { coupon_id: coupon.id } })}
      >
        <Button size="small" loading={withdraw.isPending}>
          {t('withdraw')}
        </Button>
      </Popconfirm>
      <ErrorNote error={withdraw.error} />
    </div>
  );
}

function useColumns(): readonly Column<CouponBody>[] {
  const { t } = useTranslation('coupons');
  return [
    {
      key: 'company',
      title: t('company'),
      cell: ({ company_name }) => <strong>{company_name}</strong>,
      text: ({ company_name }) => company_name,
    },
    {
      key: 'reason',
      title: t('reason'),
      cell: ({ reason }) => reason,
      text: ({ reason }) => reason,
    },
    {
      key: 'amount',
      title: t('amount'),
      numeric: true,
      cell: ({ amount }) => <MoneyText value={amount} />,
      text: ({ amount }) => amount.amount,
    },
    {
      key: 'waived',
      title: t('waived'),
      numeric: true,
      cell: ({ waived }) => (waived === null ? '–' : <MoneyText value={waived} />),
      text: ({ waived }) => waived?.amount ?? '',
    },
    {
      key: 'state',
      title: t('state'),
      cell: ({ state }) => <StatusTag tone={TONES[state]} label={t(`state.${state}`)} />,
      text: ({ state }) => t(`state.${state}`),
    },
    {
      key: 'valid_until',
      title: t('valid_until'),
      cell: ({ valid_until }) => <DateText value={valid_until} />,
      text: ({ valid_until }) => valid_until,
    },
  ];
}
