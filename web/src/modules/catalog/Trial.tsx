import { Alert, Button, Progress } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tryProductMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ConditionTriedBody, TermsBody, TrialBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { Tile, Tiles } from '@/shared/Tiles';
import { formatRate } from '@/shared/rates';
import { useTriedWords } from './triedWords';

/** Whom these terms would have suited: asked of the newest past applicants. */
export function Trial({ terms }: { terms: TermsBody | undefined }) {
  const { t } = useTranslation('catalog');
  const trial = useMutation(tryProductMutation());
  return (
    <section className="card">
      <h2>{t('trial.title')}</h2>
      <p className="muted">{t('trial.hint')}</p>
      <Button
        disabled={terms === undefined}
        loading={trial.isPending}
        onClick={() => terms && trial.mutate({ body: terms })}
      >
        {t('trial.start')}
      </Button>
      <ErrorNote error={trial.error} />
      {trial.data && <Found trial={trial.data} />}
    </section>
  );
}

function Found({ trial }: { trial: TrialBody }) {
  const { t } = useTranslation('catalog');
  if (trial.looked_at === 0) return <Alert className="error-note" message={t('trial.nobody')} />;
  const share = Math.round((trial.qualify / trial.looked_at) * 100);
  return (
    <>
      <Tiles>
        <Tile label={t('trial.looked_at')} value={trial.looked_at} />
        <Tile
          label={t('trial.qualify')}
          value={trial.qualify}
          note={`${String(share)}%`}
          alarming={trial.qualify === 0}
        />
        <Tile
          label={t('trial.average_rate')}
          value={trial.average_rate ? formatRate(trial.average_rate) : '—'}
          note={trial.prices
            .map(({ grade, count, yearly_rate }) =>
              t('trial.price', { grade, count, rate: formatRate(yearly_rate) }),
            )
            .join(t('comma'))}
        />
      </Tiles>
      <h3>{t('trial.conditions')}</h3>
      {trial.conditions.length === 0 && <p className="muted">{t('trial.none_refused')}</p>}
      <ul className="trial-conditions">
        {trial.conditions.map((condition) => (
          <Refusing
            key={`${condition.fact} ${condition.op} ${condition.needed}`}
            condition={condition}
            of={trial.looked_at}
          />
        ))}
      </ul>
    </>
  );
}

function Refusing({ condition, of }: { condition: ConditionTriedBody; of: number }) {
  const { t } = useTranslation('catalog');
  const inWords = useTriedWords();
  const { refused, alone } = condition;
  return (
    <li>
      <span>{inWords(condition)}</span>
      <span className="tabular">
        {t('trial.refused', { count: refused })}
        {alone > 0 && <span className="muted"> · {t('trial.alone', { count: alone })}</span>}
      </span>
      <Progress
        className="trial-bar"
        percent={(refused / of) * 100}
        showInfo={false}
        size="small"
        aria-label={inWords(condition)}
      />
    </li>
  );
}
