import { useTranslation } from 'react-i18next';
import type { PlanBody, PlanDigestBody, PlanFigureBody } from '@/api/generated/types.gen';
import { useIndustries } from '@/shared/codes';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import { StatusTag } from '@/shared/StatusTag';
import { PlanFlags } from './PlanFlags';
import { usePlanWords } from './words';

interface PlanDigestProps {
  plan: PlanBody;
  digest: PlanDigestBody;
}

/** The digest in cards: what to know first stands first. */
export function PlanDigest({ plan, digest }: PlanDigestProps) {
  const { t } = useTranslation('pitches');
  const words = usePlanWords();
  return (
    <>
      <section className="card">
        <h2>{t('summary')}</h2>
        <ul className="plan-lines">
          {digest.summary.map(({ text, place }) => (
            <li key={`${place}-${text}`}>
              {text} <span className="muted small">{words.place(plan.unit, place)}</span>
            </li>
          ))}
        </ul>
        <p className="muted small">{t('summary_hint')}</p>
        <Classified digest={digest} />
      </section>
      <PlanFlags plan={plan} digest={digest} />
      <Figures plan={plan} digest={digest} />
      <Sections plan={plan} digest={digest} />
    </>
  );
}

function Classified({ digest: { industry, need } }: { digest: PlanDigestBody }) {
  const { t } = useTranslation('pitches');
  const industries = useIndustries();
  const by = (found: { words: string[] } | null) =>
    found && (
      <div className="muted small">{t('industry_by', { words: found.words.join(', ') })}</div>
    );
  return (
    <Facts
      facts={[
        {
          label: t('field.industry'),
          value: (
            <>
              {industry ? industries.nameOf(industry.code) : t('unknown')}
              {by(industry)}
            </>
          ),
        },
        {
          label: t('field.need'),
          value: (
            <>
              {need ? t(`need.${need.code}`) : t('unknown')}
              {by(need)}
            </>
          ),
        },
      ]}
    />
  );
}

function Figures({ plan, digest }: PlanDigestProps) {
  const { t } = useTranslation('pitches');
  const words = usePlanWords();
  return (
    <section className="card">
      <h2>{t('figures')}</h2>
      {digest.figures.length === 0 ? (
        <p className="muted">{t('figures.none')}</p>
      ) : (
        <RowTable<PlanFigureBody>
          label={t('figures')}
          rows={digest.figures}
          rowKey={({ kind, value, year, place, quote }) =>
            [kind, value, year, place, quote].join(' ')
          }
          columns={[
            { key: 'kind', title: t('figure.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
            {
              key: 'value',
              title: t('figure.value'),
              numeric: true,
              cell: ({ kind, value }) => words.figure(kind, value),
            },
            {
              key: 'year',
              title: t('figure.year'),
              cell: ({ year, is_forecast }) => (
                <>
                  {year ?? '–'}{' '}
                  {is_forecast && <StatusTag tone="waiting" label={t('figure.forecast')} />}
                </>
              ),
            },
            {
              key: 'place',
              title: t('figure.place'),
              cell: ({ place }) => words.place(plan.unit, place),
            },
            { key: 'quote', title: t('figure.quote'), cell: ({ quote }) => quote },
          ]}
        />
      )}
    </section>
  );
}

function Sections({ plan, digest: { sections, missing } }: PlanDigestProps) {
  const { t } = useTranslation('pitches');
  const words = usePlanWords();
  const names = missing.map((kind) => t(`section.${kind}`)).join(', ');
  return (
    <section className="card">
      <h2>{t('sections')}</h2>
      {missing.length > 0 && <p className="muted">{t('sections.missing', { names })}</p>}
      {sections.length === 0 && <p className="muted">{t('sections.none')}</p>}
      {sections.map(({ kind, title, place, excerpt }) => (
        <details key={`${kind}-${place}`} className="plan-section">
          <summary>
            <StatusTag tone="neutral" label={t(`section.${kind}`)} /> {title}{' '}
            <span className="muted small">{words.place(plan.unit, place)}</span>
          </summary>
          <p>{excerpt}</p>
        </details>
      ))}
    </section>
  );
}
