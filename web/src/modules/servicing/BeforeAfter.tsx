import { useTranslation } from 'react-i18next';
import type { OutlookBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { MoneyText } from '@/shared/MoneyText';
import './servicing.css';

/** What is still to come of a loan: as it is, and as it would be. */
export function BeforeAfter({ before, after }: { before: OutlookBody; after: OutlookBody }) {
  const { t } = useTranslation('servicing');
  return (
    <table className="before-after">
      <thead>
        <tr>
          <th scope="col">{t('outlook')}</th>
          <th scope="col">{t('outlook.before')}</th>
          <th scope="col">{t('outlook.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(t).map(({ key, label, show }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td>{show(before)}</td>
            <td>{show(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(t: (key: string) => string) {
  return [
    {
      key: 'outstanding',
      label: t('outstanding'),
      show: ({ outstanding }: OutlookBody) => <MoneyText value={outstanding} />,
    },
    {
      key: 'next',
      label: t('outlook.next_amount'),
      show: ({ next_amount }: OutlookBody) => <MoneyText value={next_amount} />,
    },
    {
      key: 'next_on',
      label: t('next_due_on'),
      show: ({ next_due_on }: OutlookBody) => <DateText value={next_due_on} />,
    },
    {
      key: 'count',
      label: t('outlook.instalments_left'),
      show: ({ instalments_left }: OutlookBody) => instalments_left,
    },
    {
      key: 'last',
      label: t('last_due_on'),
      show: ({ last_due_on }: OutlookBody) => <DateText value={last_due_on} />,
    },
    {
      key: 'interest',
      label: t('outlook.interest_to_come'),
      show: ({ interest_to_come }: OutlookBody) => <MoneyText value={interest_to_come} />,
    },
  ];
}
