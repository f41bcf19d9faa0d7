import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listQuotesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { partsOf } from './parts';
import './servicing.css';

/** What each way of paying will cost on a day to come: for whoever plans to pay off. */
export function FutureQuotes({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const [day, setDay] = useState<string>();
  return (
    <section className="future-quotes">
      <h3>{t('quote.title')}</h3>
      <p className="muted small">{t('quote.hint')}</p>
      <Form.Item label={t('quote.on')}>
        <DatePicker
          aria-label={t('quote.on')}
          onChange={(chosen) => setDay((chosen as typeof chosen | null)?.format('YYYY-MM-DD'))}
        />
      </Form.Item>
      {day !== undefined && <Quotes loan={loan} day={day} />}
    </section>
  );
}

function Quotes({ loan, day }: { loan: LoanBody; day: string }) {
  const { t } = useTranslation('servicing');
  const quotes = useQuery({
    ...listQuotesOptions({ path: { loan_id: loan.id }, query: { on: day } }),
    retry: false,
  });
  return (
    <QueryGate query={quotes}>
      {(data) =>
        data.length === 0 ? (
          <p className="muted">{t('quote.none')}</p>
        ) : (
          <div className="pay-ways">
            {data.map((quote) => (
              <section key={quote.kind} className="pay-way">
                <h3>{t(`pay.title.${quote.kind}`)}</h3>
                <span className="amount">
                  <MoneyText value={quote.amount} />
                </span>
                <Facts facts={partsOf(quote, t)} />
              </section>
            ))}
          </div>
        )
      }
    </QueryGate>
  );
}
