import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanBody, QuoteBody } from '@/api/generated/types.gen';
import { moneyFromText, toMinor } from '@/shared/money';
import { RepayButton } from './RepayButton';

/** What is late may be paid in parts: the oldest instalment comes first. */
export function PayPart({ loan, quote }: { loan: LoanBody; quote: QuoteBody }) {
  const { t } = useTranslation('servicing');
  const [text, setText] = useState('');
  const amount = moneyFromText(text);
  const isTooMuch = amount !== undefined && toMinor(amount.amount) > toMinor(quote.amount.amount);
  const isFine = amount !== undefined && !isTooMuch && toMinor(amount.amount) > 0n;
  return (
    <Form layout="vertical">
      <Form.Item
        label={t('part.title')}
        extra={t('part.hint')}
        validateStatus={isTooMuch ? 'error' : undefined}
        help={isTooMuch ? t('part.too_much') : undefined}
      >
        <Input
          inputMode="decimal"
          suffix={t('yuan')}
          value={text}
          aria-label={t('part.amount')}
          onChange={({ target }) => setText(target.value.trim())}
        />
      </Form.Item>
      {isFine && <RepayButton loan={loan} quote={quote} part={amount} />}
    </Form>
  );
}
