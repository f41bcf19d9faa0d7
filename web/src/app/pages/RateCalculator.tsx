import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyText } from '@/shared/MoneyText';
import { fromMinor, moneyFromText, toMinor } from '@/shared/money';
import { bpsFromPercent } from '@/shared/rates';
import { OfferedRates } from './OfferedRates';
import { estimateInstalment, type Estimate } from './instalment';

const TERMS = [3, 6, 12, 18, 24, 36] as const;

interface Wish {
  wan: string;
  percent: string;
  months: number;
}

export function RateCalculator() {
  const { t } = useTranslation('landing');
  const [wish, setWish] = useState<Wish>({ wan: '100', percent: '4.85', months: 12 });
  const change = (part: Partial<Wish>): void => setWish({ ...wish, ...part });
  const estimate = estimateOf(wish);
  return (
    <section className="card calculator" aria-labelledby="calculator-title">
      <h2 id="calculator-title">{t('calculator.title')}</h2>
      <Form layout="vertical" component="div">
        <OfferedRates onChoose={change} />
        <Form.Item label={t('calculator.amount')} htmlFor="calculator-amount">
          <Input
            id="calculator-amount"
            inputMode="decimal"
            suffix={t('calculator.wan')}
            value={wish.wan}
            onChange={({ target }) => change({ wan: target.value })}
          />
        </Form.Item>
        <Form.Item label={t('calculator.rate')} htmlFor="calculator-rate">
          <Input
            id="calculator-rate"
            inputMode="decimal"
            suffix="%"
            value={wish.percent}
            onChange={({ target }) => change({ percent: target.value })}
          />
        </Form.Item>
        <Form.Item label={t('calculator.term')} htmlFor="calculator-term">
          <Select
            id="calculator-term"
            value={wish.months}
            options={TERMS.map((value) => ({
              value,
              label: t('calculator.months', { count: value }),
            }))}
            onChange={(months) => change({ months })}
          />
        </Form.Item>
      </Form>
      <Answer estimate={estimate} />
      <p className="muted small">{t('calculator.note')}</p>
    </section>
  );
}

function Answer({ estimate }: { estimate: Estimate | undefined }) {
  const { t } = useTranslation('landing');
  if (estimate === undefined) return <p role="status">{t('calculator.incomplete')}</p>;
  return (
    <div role="status">
      <dl className="answer">
        <div>
          <dt>{t('calculator.monthly')}</dt>
          <dd className="big">
            <MoneyText value={fromMinor(estimate.monthlyMinor)} />
          </dd>
        </div>
        <div>
          <dt>{t('calculator.interest')}</dt>
          <dd>
            <MoneyText value={fromMinor(estimate.interestMinor)} />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function estimateOf({ wan, percent, months }: Wish): Estimate | undefined {
  const principal = moneyFromText(wan, 'wan');
  const rateBps = bpsFromPercent(percent);
  if (principal === undefined || rateBps === undefined) return undefined;
  const principalMinor = toMinor(principal.amount);
  if (principalMinor === 0n) return undefined;
  return estimateInstalment(principalMinor, rateBps, months);
}
