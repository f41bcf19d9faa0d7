import { Form, Input, Radio, Slider } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductBody } from '@/api/generated/types.gen';
import { formatShort, moneyFromText, toMinor, type Money } from '@/shared/money';
import type { DraftEditing } from './useDraft';
import { useWord } from './words';

interface WishStepProps {
  draft: DraftEditing;
  product: ProductBody;
}

export function WishStep({ draft, product }: WishStepProps) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const { values, change } = draft;
  const months = values.term_months ?? product.min_term_months;
  return (
    <section className="card">
      <Form layout="vertical" component="div">
        <AmountField draft={draft} product={product} />
        <Form.Item label={t('wish.term')} required>
          <div className="term-choice">
            <Slider
              min={product.min_term_months}
              max={product.max_term_months}
              value={months}
              onChange={(term_months) => change({ term_months })}
              tooltip={{ open: false }}
              ariaLabelForHandle={t('wish.term')}
            />
            <strong className="tabular">{t('months', { count: months })}</strong>
          </div>
          {values.term_months === null && (
            <button
              type="button"
              className="link-button"
              onClick={() => change({ term_months: months })}
            >
              {t('wish.take_term', { count: months })}
            </button>
          )}
        </Form.Item>
        <Form.Item label={t('wish.purpose')} required>
          <Radio.Group
            value={values.purpose}
            onChange={({ target }) => change({ purpose: target.value as string })}
            className="purpose-choice"
          >
            {product.purposes.map((purpose) => (
              <Radio.Button key={purpose} value={purpose}>
                {word('purpose', purpose)}
              </Radio.Button>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item
          label={t('wish.explanation')}
          htmlFor="explanation"
          extra={t('wish.explanation_hint')}
        >
          <Input.TextArea
            id="explanation"
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={2000}
            value={values.explanation ?? ''}
            onChange={({ target }) =>
              change({ explanation: target.value.trim() === '' ? null : target.value })
            }
          />
        </Form.Item>
      </Form>
    </section>
  );
}

/** In 万元, as people say it; what is outside of the product is told at once and not sent. */
function AmountField({ draft: { values, change }, product }: WishStepProps) {
  const { t, i18n } = useTranslation('origination');
  const [text, setText] = useState(() => (values.amount ? inWan(values.amount) : ''));
  const fault = faultOf(text, product);
  const bounds = {
    least: formatShort(product.min_amount, i18n.language),
    most: formatShort(product.max_amount, i18n.language),
  };
  const type = (typed: string): void => {
    setText(typed);
    if (typed.trim() === '') change({ amount: null });
    else if (faultOf(typed, product) === undefined)
      change({ amount: moneyFromText(typed, 'wan') ?? null });
  };
  return (
    <Form.Item
      label={t('wish.amount')}
      htmlFor="amount"
      required
      validateStatus={fault ? 'error' : undefined}
      help={fault && t(`wish.${fault}`, bounds)}
      extra={t('wish.bounds', bounds)}
    >
      <Input
        id="amount"
        size="large"
        inputMode="decimal"
        autoComplete="off"
        suffix={t('wish.wan')}
        value={text}
        onChange={({ target }) => type(target.value)}
      />
    </Form.Item>
  );
}

function faultOf(text: string, { min_amount, max_amount }: ProductBody): string | undefined {
  if (text.trim() === '') return undefined;
  const amount = moneyFromText(text, 'wan');
  if (amount === undefined) return 'not_an_amount';
  const minor = toMinor(amount.amount);
  const fits = minor >= toMinor(min_amount.amount) && minor <= toMinor(max_amount.amount);
  return fits ? undefined : 'outside';
}

/** "1500000.00" as "150": moved by four places as text. */
function inWan({ amount }: Money): string {
  const digits = toMinor(amount).toString().padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
}
