import { useQuery } from '@tanstack/react-query';
import { Drawer, Form, Input, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewPrepaymentOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, QuoteBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { useIsPhone } from '@/shared/useMedia';
import { BeforeAfter } from './BeforeAfter';
import { RepayButton } from './RepayButton';
import { isAmount, useSettled } from './useSettled';

type Effect = 'instalment' | 'term';
const SHORTENS: ReadonlySet<LoanBody['method']> = new Set(['equal_instalment', 'equal_principal']);

interface PrepayDrawerProps {
  loan: LoanBody;
  open: boolean;
  onClose: () => void;
}

/** How much early, and what shall get less: with the loan before and after beside each other. */
export function PrepayDrawer({ loan, open, onClose }: PrepayDrawerProps) {
  const { t } = useTranslation('servicing');
  const isPhone = useIsPhone();
  const [principal, setPrincipal] = useState('');
  const [effect, setEffect] = useState<Effect>('instalment');
  return (
    <Drawer
      title={t('prepay.title')}
      open={open}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      width={480}
      height="88%"
      destroyOnHidden
    >
      <Form layout="vertical">
        <Form.Item label={t('prepay.principal')} extra={t('prepay.principal_hint')}>
          <Input
            inputMode="decimal"
            suffix={t('yuan')}
            value={principal}
            aria-label={t('prepay.principal')}
            onChange={({ target }) => setPrincipal(target.value.trim())}
          />
        </Form.Item>
        {SHORTENS.has(loan.method) && (
          <Form.Item label={t('prepay.effect')}>
            <Radio.Group
              value={effect}
              onChange={({ target }) => setEffect(target.value as Effect)}
              options={[
                { value: 'instalment', label: t('prepay.effect.instalment') },
                { value: 'term', label: t('prepay.effect.term') },
              ]}
            />
          </Form.Item>
        )}
      </Form>
      <Preview loan={loan} principal={useSettled(principal)} effect={effect} />
    </Drawer>
  );
}

function Preview({
  loan,
  principal,
  effect,
}: {
  loan: LoanBody;
  principal: string;
  effect: Effect;
}) {
  const { t } = useTranslation('servicing');
  const preview = useQuery({
    ...previewPrepaymentOptions({ path: { loan_id: loan.id }, query: { principal, effect } }),
    enabled: isAmount(principal),
    retry: false,
  });
  if (!isAmount(principal)) return <p className="muted">{t('prepay.enter')}</p>;
  if (preview.error) return <ErrorNote error={preview.error} />;
  if (!preview.data) return <Skeleton active />;
  const { quote, before, after } = preview.data;
  return (
    <>
      <BeforeAfter before={before} after={after} />
      {quote && <RepayButton loan={loan} quote={quote} early={earlyOf(quote, effect)} primary />}
    </>
  );
}

function earlyOf(quote: QuoteBody, effect: Effect) {
  return { principal: quote.principal, effect };
}
