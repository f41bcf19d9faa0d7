import { useTranslation } from 'react-i18next';
import { REGIONS, SHADES, shadesOf } from './regions';
import './tile-map.css';

interface TileMapProps {
  label: string;
  /** By code of the provincial region, `330000`; absent means nothing. */
  values: Readonly<Record<string, number>>;
  /** The value in words, with unit. */
  format: (value: number) => string;
  selected?: string;
  /** Called with the code of a region, or `undefined` when the selected one is left. */
  onSelect?: (code: string | undefined) => void;
}

export function TileMap({ label, values, format, selected, onSelect }: TileMapProps) {
  const { t } = useTranslation('regions');
  const shades = shadesOf(values);
  return (
    <figure className="tile-map" aria-label={label}>
      <div className="tile-grid">
        {REGIONS.map(({ code, column, row }) => {
          const words = format(values[code] ?? 0);
          return (
            <button
              key={code}
              type="button"
              className={`region shade-${shades[code] ?? 0}`}
              style={{ gridColumn: column, gridRow: row }}
              aria-label={`${t(code)} ${words}`}
              aria-pressed={selected === code}
              title={`${t(code)} ${words}`}
              disabled={onSelect === undefined}
              onClick={() => onSelect?.(selected === code ? undefined : code)}
            >
              <span>{t(`${code}.short`)}</span>
              <span className="region-value tabular">{words}</span>
            </button>
          );
        })}
      </div>
      <figcaption className="muted small tile-legend">
        {t('legend.few')}
        {Array.from({ length: SHADES + 1 }, (_, shade) => (
          <span key={shade} className={`legend-box shade-${shade}`} />
        ))}
        {t('legend.many')}
      </figcaption>
    </figure>
  );
}
