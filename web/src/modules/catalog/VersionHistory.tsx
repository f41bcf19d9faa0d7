import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listProductFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { formatShort } from '@/shared/money';
import { toPercent } from '@/shared/rates';
import { priceText, useCollateralText, useConditionWords, useStepTexts } from './words';

/** What each version changed, newest first. */
export function VersionHistory({ history }: { history: readonly ProductBody[] }) {
  const { t } = useTranslation('catalog');
  return (
    <>
      {history.map((version, place) => {
        const before = history[place + 1];
        return (
          <section key={version.version} className="terms-section">
            <h3>
              {before
                ? t('diff.title', { from: before.version, to: version.version })
                : t('diff.first')}
            </h3>
            <p className="muted small">
              <DateText value={version.published_at} />
            </p>
            {before && <Difference before={before} after={version} />}
          </section>
        );
      })}
    </>
  );
}

function Difference({ before, after }: { before: ProductBody; after: ProductBody }) {
  const { t } = useTranslation('catalog');
  const linesOf = useTermLines();
  const [old, now] = [linesOf(before), linesOf(after)];
  const changed = now.filter(({ text }, place) => text !== old[place]?.text);
  return (
    <table className="price-table">
      <thead>
        <tr>
          <th scope="col">{t('diff.what')}</th>
          <th scope="col">{t('diff.before')}</th>
          <th scope="col">{t('diff.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map(({ label, text }) => (
          <tr key={label} className="diff-line">
            <th scope="row">{label}</th>
            <td>
              <del>{old.find((line) => line.label === label)?.text}</del>
            </td>
            <td>
              <ins>{text}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Line {
  label: string;
  text: string;
}

/** Every term as a line of text, in the same order for every version. */
function useTermLines(): (product: ProductBody) => readonly Line[] {
  const { t, i18n } = useTranslation('catalog');
  const facts = useQuery({ ...listProductFactsOptions(), staleTime: Infinity });
  const inWords = useConditionWords(facts.data ?? []);
  const collateralOf = useCollateralText();
  const stepsOf = useStepTexts();
  const joined = (parts: readonly string[]): string => parts.join(t('comma'));
  return (product) => [
    { label: t('name'), text: product.name },
    { label: t('name_en'), text: product.name_en },
    { label: t('summary'), text: product.summary },
    { label: t('summary_en'), text: product.summary_en },
    { label: t('min_amount'), text: formatShort(product.min_amount, i18n.language) },
    { label: t('max_amount'), text: formatShort(product.max_amount, i18n.language) },
    {
      label: t('term_range'),
      text: t('range.months', { from: product.min_term_months, to: product.max_term_months }),
    },
    { label: t('method'), text: t(`method.${product.method}`) },
    { label: t('day_count'), text: t(`day_count.${product.day_count}`) },
    {
      label: t('page.prices'),
      text: joined(
        product.pricing.map(
          ({ grade, yearly_rate }) => `${grade} ${priceText(product, yearly_rate)}`,
        ),
      ),
    },
    { label: t('rate_base'), text: t(`rate_base.${product.rate_base ?? 'fixed'}`) },
    { label: t('tenor'), text: joined(stepsOf(product).tenor) },
    { label: t('green'), text: joined(stepsOf(product).green) },
    { label: t('pilot'), text: stepsOf(product).pilot },
    {
      label: t('fee'),
      text: t('fee_of', { percent: toPercent(`0.${String(product.fee_bps).padStart(4, '0')}`) }),
    },
    { label: t('days_to_money'), text: t('card.days', { count: product.days_to_money }) },
    { label: t('purposes'), text: joined(product.purposes.map((it) => t(`purpose.${it}`))) },
    { label: t('page.conditions'), text: joined(product.conditions.map(inWords)) },
    {
      label: t('page.documents'),
      text: joined(product.required_documents.map((it) => t(`document.${it}`))),
    },
    {
      label: t('collateral'),
      text: collateralOf(product) || t('no_collateral'),
    },
    { label: t('valid_from'), text: product.valid_from },
    { label: t('valid_to'), text: product.valid_to ?? t('no_end') },
  ];
}
