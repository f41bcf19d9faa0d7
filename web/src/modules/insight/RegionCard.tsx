import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProvinceBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { formatShort, fromMinor } from '@/shared/money';
import { TileMap } from '@/shared/tile-map/TileMap';

type Shown = 'financed' | 'demand';

/** The 34 provincial regions as equal tiles; a tile narrows everything to its region. */
export function RegionCard({ provinces }: { provinces: readonly ProvinceBody[] }) {
  const { t, i18n } = useTranslation('insight');
  const [{ map, region }, change] = useFilters();
  const shown: Shown = map === 'demand' ? 'demand' : 'financed';
  const values = Object.fromEntries(
    provinces.map((each) => [`${each.province}0000`, Number(each[shown].amount)]),
  );
  return (
    <section className="card">
      <h2>{t('regions.title')}</h2>
      <Segmented
        value={shown}
        onChange={(wanted) => change({ map: wanted === 'financed' ? undefined : wanted })}
        options={[
          { value: 'financed', label: t('regions.financed') },
          { value: 'demand', label: t('regions.demand') },
        ]}
      />
      <TileMap
        label={t('regions.title')}
        values={values}
        format={(yuan) =>
          yuan === 0 ? '–' : formatShort(fromMinor(BigInt(Math.trunc(yuan)) * 100n), i18n.language)
        }
        selected={region}
        onSelect={(code) => change({ region: code })}
      />
    </section>
  );
}
