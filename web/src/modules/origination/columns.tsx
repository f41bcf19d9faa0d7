import { useTranslation } from 'react-i18next';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import type { Column } from '@/shared/list/types';
import { MoneyText } from '@/shared/MoneyText';
import { RiskTag } from '@/shared/RiskTag';
import { StageTag } from './StageTag';
import { isOpen, useProductName } from './words';

type Name = 'enterprise' | 'product' | 'amount' | 'term' | 'score' | 'stage' | 'deadline' | 'moved';

/** The columns of a list of applications, in the order asked for. */
export function useColumns(names: readonly Name[]): readonly Column<ApplicationBody>[] {
  const { t } = useTranslation('origination');
  const productName = useProductName();
  const known: Record<Name, Omit<Column<ApplicationBody>, 'key' | 'title'>> = {
    enterprise: { cell: (row) => row.enterprise.name, text: (row) => row.enterprise.name },
    product: {
      cell: (row) => productName(row.product),
      text: (row) => productName(row.product),
    },
    amount: {
      numeric: true,
      cell: (row) => <MoneyText value={row.amount} form="short" />,
      text: (row) => row.amount?.amount ?? '',
    },
    term: {
      numeric: true,
      cell: (row) => (row.term_months === null ? '–' : t('months', { count: row.term_months })),
      text: (row) => String(row.term_months ?? ''),
    },
    score: { cell: (row) => <Score application={row} />, text: (row) => scoreText(row) },
    stage: {
      cell: (row) => <StageTag application={row} />,
      text: (row) => t(`stage.${row.stage}`),
    },
    deadline: {
      cell: (row) =>
        row.deadline_at && isOpen(row) ? <DeadlineClock dueAt={row.deadline_at} /> : '–',
      text: (row) => row.deadline_at ?? '',
    },
    moved: {
      cell: (row) => <DateText value={row.moved_at} relative />,
      text: (row) => row.moved_at,
    },
  };
  return names.map((name) => ({ key: name, title: t(`column.${name}`), ...known[name] }));
}

function Score({ application: { screening } }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  if (screening?.score === null || screening?.score === undefined)
    return <span className="muted">{t('score.none')}</span>;
  return (
    <span className="tabular">
      {screening.score} {screening.grade && <RiskTag grade={screening.grade as 'A'} />}
    </span>
  );
}

function scoreText({ screening }: ApplicationBody): string {
  return `${screening?.score ?? ''} ${screening?.grade ?? ''}`.trim();
}
