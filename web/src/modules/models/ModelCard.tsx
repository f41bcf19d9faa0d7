import { useTranslation } from 'react-i18next';
import type { ModelFiguresBody, ModelVersionBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { Facts } from '@/shared/Facts';
import { interval, percent } from './figures';
import { useFeatureWords } from './useFeatureWords';

const SHOWN = 15;

/** What is known of a model: how good, on what, resting on which features. */
export function ModelCard({ version }: { version: ModelVersionBody }) {
  const { t, i18n } = useTranslation('models');
  const { figures } = version;
  // The card that comes with the platform has words; others say what their makers called it.
  const tableWords = (table: string | null): string => {
    if (table === null) return t('card.none');
    return i18n.exists(`models:table.${table}`)
      ? t(`table.${table}` as 'table.VAT invoices before 2019')
      : table;
  };
  return (
    <section className="card models-part">
      <h2>{t('card', { number: version.number })}</h2>
      <Facts
        facts={[
          { label: t('name'), value: version.name },
          { label: t('kind'), value: t(`kind.${version.kind}`) },
          { label: t('card.table'), value: tableWords(version.table) },
          {
            label: t('card.trained_at'),
            value: version.trained_at?.slice(0, 10) ?? t('card.none'),
          },
          { label: t('features'), value: version.features.length },
          { label: t('card.digest'), value: <code>{version.digest.slice(0, 16)}…</code> },
        ]}
      />
      {figures && <Quality figures={figures} />}
      <Information version={version} />
      {version.left_out.length > 0 && (
        <details>
          <summary>{t('card.left_out')}</summary>
          <ul>
            {version.left_out.map(([column, finding, detail]) => (
              <li key={column}>
                <code>{column}</code> {finding} {detail}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Quality({ figures }: { figures: ModelFiguresBody }) {
  const { t } = useTranslation('models');
  const [bad, rows] = [figures.bad.toLocaleString(), figures.rows.toLocaleString()];
  return (
    <>
      <Facts
        facts={[
          { label: t('auc'), value: interval(figures) },
          { label: t('ks'), value: figures.ks.toFixed(3) },
          { label: t('base'), value: percent(figures.base_rate) },
          { label: t('cases'), value: rows },
          { label: t('card.brier'), value: figures.brier?.toFixed(4) ?? '–' },
          { label: t('card.calibration'), value: figures.calibration_error?.toFixed(3) ?? '–' },
        ]}
      />
      <p className="muted">{t('card.caution', { bad, rows })}</p>
    </>
  );
}

function Information({ version }: { version: ModelVersionBody }) {
  const { t } = useTranslation('models');
  const words = useFeatureWords();
  const rows = version.information.slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{t('card.information')}</h3>
      <Chart
        label={t('card.information')}
        height={40 + rows.length * 24}
        option={{
          grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
          xAxis: { type: 'value' },
          yAxis: {
            type: 'category',
            inverse: true,
            data: rows.map(({ feature }) => words(feature)),
          },
          series: [{ type: 'bar', barMaxWidth: 14, data: rows.map(({ value }) => value) }],
        }}
        figures={[
          [t('card.feature'), t('card.value')],
          ...rows.map(({ feature, value }) => [words(feature), value.toFixed(3)]),
        ]}
      />
    </>
  );
}
