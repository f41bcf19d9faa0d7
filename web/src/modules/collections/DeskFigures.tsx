import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getCollectionFiguresOptions } from '@/api/generated/@tanstack/react-query.gen';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { toPercent } from '@/shared/rates';
import { Tile, Tiles } from '@/shared/Tiles';
import { percentOf } from './share';

/** How the whole desk does: what is open, promises kept, what disposals brought. */
export function DeskFigures() {
  const { t } = useTranslation('collections');
  const figures = useQuery(getCollectionFiguresOptions());
  return (
    <QueryGate query={figures}>
      {(data) => {
        const { promises_kept: kept, promises_decided: decided } = data;
        return (
          <Tiles>
            <Tile label={t('figure.open_cases')} value={data.open_cases} />
            <Tile
              label={t('figure.overdue')}
              value={<MoneyText value={data.overdue} form="short" />}
            />
            <Tile
              label={t('figure.promises')}
              value={decided === 0 ? '–' : `${Math.floor((kept * 100) / decided)} %`}
              note={t('figure.promises_note', { kept, decided })}
            />
            <Tile
              label={t('figure.recovery')}
              value={
                data.loans_in_disposal === 0 ? '–' : `${percentOf(data.recovered, data.claim)} %`
              }
              note={t('figure.recovery_note', {
                loans: data.loans_in_disposal,
                goal: toPercent(data.goal),
              })}
              alarming={data.is_below_goal}
              to="/operations/disposals"
            />
          </Tiles>
        );
      }}
    </QueryGate>
  );
}
