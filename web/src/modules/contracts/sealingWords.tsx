import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SealingBody, WaitingBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { formatFigure, fromMinor, toMinor, type Money } from '@/shared/money';
import type { Tone } from '@/shared/StatusTag';

export const SEALING_TONES: Record<SealingBody['status'], Tone> = {
  open: 'warning',
  sealing: 'running',
  withdrawn: 'neutral',
  expired: 'neutral',
  ended: 'good',
};

export function principalOf(papers: readonly WaitingBody[]): Money {
  const whole = papers.reduce(
    (sum, { principal }) => sum + (principal === null ? 0n : toMinor(principal.amount)),
    0n,
  );
  return fromMinor(whole);
}

/** A document of a list, as a person knows it. */
export function usePaperColumns<Row>(paperOf: (row: Row) => WaitingBody): readonly Column<Row>[] {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  return [
    {
      key: 'number',
      title: t('number'),
      cell: (row) => {
        const { number, envelope_id, is_contract } = paperOf(row);
        const shown = <span className="tabular">{number}</span>;
        return is_contract ? (
          <Link to={`/${portal}/contracts/${envelope_id}`}>{shown}</Link>
        ) : (
          <a href={`/api/v1/envelopes/${envelope_id}/document`}>{shown}</a>
        );
      },
      text: (row) => paperOf(row).number,
    },
    { key: 'others', title: t('sign.with'), cell: (row) => paperOf(row).others },
    { key: 'title', title: t('seal.document'), cell: (row) => paperOf(row).title, phone: false },
    {
      key: 'principal',
      title: t('principal_yuan'),
      numeric: true,
      cell: (row) => {
        const { principal } = paperOf(row);
        return principal === null ? '—' : <MoneyText value={principal} form="figure" />;
      },
      text: (row) => {
        const { principal } = paperOf(row);
        return principal === null ? '' : formatFigure(principal);
      },
    },
    {
      key: 'sign_by',
      title: t('sign_by'),
      cell: (row) => <DateText value={paperOf(row).sign_by} />,
    },
  ];
}
