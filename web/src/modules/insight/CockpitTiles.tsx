import { useTranslation } from 'react-i18next';
import type { CockpitBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';
import { Tile, Tiles } from '@/shared/Tiles';
import { rowsBehind } from './wish';

export function CockpitTiles({ figures }: { figures: CockpitBody }) {
  const { t } = useTranslation('insight');
  const [filters] = useFilters();
  const { bad_debt_rate: rate, bad_debt_line: line } = figures;
  return (
    <Tiles>
      <Tile
        label={t('tile.financed')}
        value={<MoneyText value={figures.financed} form="short" />}
        note={t('tile.financed_note', { count: figures.loans })}
        to={rowsBehind('loans', filters)}
      />
      <Tile
        label={t('tile.outstanding')}
        value={<MoneyText value={figures.outstanding} form="short" />}
        to={rowsBehind('loans', filters, { bucket: 'current' })}
      />
      <Tile
        label={t('tile.applications')}
        value={figures.applications}
        to={rowsBehind('applications', filters)}
      />
      <Tile
        label={t('tile.approval')}
        value={
          figures.median_hours === null ? '–' : t('tile.hours', { hours: figures.median_hours })
        }
        note={
          figures.best_hours === null
            ? t('tile.approval_none')
            : t('tile.approval_note', { hours: figures.best_hours })
        }
        to={rowsBehind('applications', filters, { stage: 'contract' })}
      />
      <Tile
        label={t('tile.bad_debt')}
        value={rate === null ? '–' : formatRate(rate)}
        note={t('tile.bad_debt_note', { line: formatRate(line) })}
        alarming={rate !== null && Number(rate) > Number(line)}
        to={rowsBehind('loans', filters, { bucket: 'd90_plus' })}
      />
    </Tiles>
  );
}
