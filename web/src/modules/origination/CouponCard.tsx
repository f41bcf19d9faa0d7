import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listCouponsOptions,
  takeCouponBackMutation,
  useCouponMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody, CouponBody, Stage } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { formatExact } from '@/shared/money';
import { useLocale } from '@/shared/useLocale';

/** Until both have signed: then the payout's order is made of the fee. */
const OPEN: ReadonlySet<Stage> = new Set([
  'draft',
  'submitted',
  'screening',
  'review',
  'due_diligence',
  'approval',
  'contract',
  'returned',
]);
const MOST = 100;

/** What a coupon lets off of this application's fee, or one to be used; nothing where there is none. */
export function CouponCard({ application }: { application: ApplicationBody }) {
  const may = useMay('coupons:use');
  const coupons = useQuery({ ...listCouponsOptions({ query: { limit: MOST } }), enabled: may });
  const found = coupons.data?.items ?? [];
  const isOpen = OPEN.has(application.stage);
  const used = found.find(({ application_id }) => application_id === application.id);
  const usable = found.filter(({ state }) => state === 'open');
  if (used) return <Used coupon={used} isOpen={isOpen} />;
  if (!isOpen || usable.length === 0) return null;
  return <Choice applicationId={application.id} coupons={usable} />;
}

function Used({ coupon, isOpen }: { coupon: CouponBody; isOpen: boolean }) {
  const { t } = useTranslation('coupons');
  const locale = useLocale();
  const takeBack = useAction(takeCouponBackMutation());
  const amount = formatExact(coupon.waived ?? coupon.amount, locale);
  return (
    <>
      <h2>{t('one')}</h2>
      <p>{t(coupon.waived ? 'card.redeemed' : 'card.used', { amount, reason: coupon.reason })}</p>
      {isOpen && (
        <Button
          loading={takeBack.isPending}
          onClick={() => takeBack.mutate({ path: { coupon_id: coupon.id } })}
        >
          {t('card.take_back')}
        </Button>
      )}
      <ErrorNote error={takeBack.error} />
    </>
  );
}

interface ChoiceProps {
  applicationId: string;
  coupons: readonly CouponBody[];
}

function Choice({ applicationId, coupons }: ChoiceProps) {
  const { t } = useTranslation('coupons');
  const locale = useLocale();
  const [chosen, choose] = useState(coupons[0]);
  const use = useAction(useCouponMutation());
  const coupon = coupons.find(({ id }) => id === chosen?.id) ?? coupons[0];
  if (coupon === undefined) return null;
  return (
    <>
      <h2>{t('one')}</h2>
      <p className="muted">
        {t('card.hint')} {t('valid_until')} <DateText value={coupon.valid_until} />
      </p>
      <div className="coupon-choice">
        <Select
          aria-label={t('one')}
          value={coupon.id}
          onChange={(id) => choose(coupons.find((each) => each.id === id))}
          options={coupons.map(({ id, amount, reason }) => ({
            value: id,
            label: `${formatExact(amount, locale)} · ${reason}`,
          }))}
        />
        <Button
          type="primary"
          ghost
          loading={use.isPending}
          onClick={() =>
            use.mutate({
              path: { coupon_id: coupon.id },
              body: { application_id: applicationId },
            })
          }
        >
          {t('card.use')}
        </Button>
      </div>
      <ErrorNote error={use.error} />
    </>
  );
}
