import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  answerExitMutation,
  withdrawExitMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ExitBody, WaterfallLineBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { RowTable } from '@/shared/list/RowTable';
import { formatExact, fromMinor, toMinor } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { formatPrice } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const TONES = {
  asking: 'running',
  approving: 'running',
  paying: 'running',
  done: 'good',
  lapsed: 'neutral',
} as const;

interface ExitCardProps {
  found: ExitBody;
  isIssuer: boolean;
}

export function ExitCard({ found, isIssuer }: ExitCardProps) {
  const { t } = useTranslation('exits');
  return (
    <article className="card exit">
      <h2>
        {t(`kind.${found.kind}`)}
        <StatusTag tone={TONES[found.status]} label={t(`status.${found.status}`)} />
        {found.lapse && <span className="muted small">{t(`lapse.${found.lapse}`)}</span>}
      </h2>
      <p>{found.why}</p>
      <Facts
        facts={[
          { label: t('proposed'), value: <DateText value={found.proposed_at} /> },
          ...(found.closes_at
            ? [{ label: t('until'), value: <DateText value={found.closes_at} /> }]
            : []),
          ...(found.price === null
            ? []
            : [
                { label: t('price'), value: formatPrice(found.price) },
                { label: t('units'), value: <MoneyText value={found.units} /> },
              ]),
          ...(found.proceeds
            ? [{ label: t('proceeds'), value: <MoneyText value={found.proceeds} /> }]
            : []),
          { label: t('amount'), value: <MoneyText value={found.amount} /> },
        ]}
      />
      {found.lines.length > 0 && <Waterfall lines={found.lines} />}
      <Answer found={found} />
      {isIssuer && found.status === 'asking' && <Withdraw id={found.id} />}
    </article>
  );
}

function Waterfall({ lines }: { lines: readonly WaterfallLineBody[] }) {
  const { t } = useTranslation('exits');
  return (
    <RowTable
      label={t('waterfall')}
      rows={lines.map((line, place) => ({ ...line, place }))}
      rowKey={({ place }) => String(place)}
      columns={[
        {
          key: 'line',
          title: t('waterfall'),
          cell: ({ kind, name, rank }) =>
            kind === 'claim' ? t('ranked', { name, rank }) : t(`line.${kind}`),
        },
        {
          key: 'owed',
          title: t('owed'),
          numeric: true,
          cell: ({ owed }) =>
            owed ? <MoneyText value={owed} form="figure" /> : <span>{t('share')}</span>,
        },
        {
          key: 'paid',
          title: t('paid'),
          numeric: true,
          cell: ({ paid }) => <MoneyText value={paid} form="figure" />,
        },
      ]}
    />
  );
}

/** What a buy-back pays for so many units: rounded to the cent, as the platform does. */
function worth(units: string, price: string) {
  const [whole = '', fraction = ''] = price.split('.');
  const millionths = BigInt(whole + fraction.padEnd(6, '0'));
  return fromMinor((toMinor(units) * millionths + 500_000n) / 1_000_000n);
}

function Answer({ found }: { found: ExitBody }) {
  const { t, i18n } = useTranslation('exits');
  const mayAnswer = useMay('exits:answer') && found.may_answer;
  const answer = useAction(answerExitMutation(), { onDone: () => toast(t('answered')) });
  if (found.own_units === null) return null;
  const say = (accepts: boolean) =>
    answer.mutate({ path: { exit_id: found.id }, body: { accepts } });
  const units = formatExact(found.own_units, i18n.language);
  return (
    <>
      <p>
        {found.price === null
          ? t('own.control', { units })
          : t('own.buy_back', {
              units,
              amount: formatExact(worth(found.own_units.amount, found.price), i18n.language),
            })}{' '}
        {found.accepts !== null && (
          <StatusTag
            tone={found.accepts ? 'good' : 'neutral'}
            label={t(found.accepts ? 'own.accepted' : 'own.declined')}
          />
        )}
      </p>
      {answer.error && <ErrorNote error={answer.error} />}
      {mayAnswer && (
        <div className="exit-answer">
          <Button
            type="primary"
            loading={answer.isPending}
            disabled={found.accepts === true}
            onClick={() => say(true)}
          >
            {t('accept')}
          </Button>
          <Button
            loading={answer.isPending}
            disabled={found.accepts === false}
            onClick={() => say(false)}
          >
            {t('decline')}
          </Button>
        </div>
      )}
    </>
  );
}

function Withdraw({ id }: { id: string }) {
  const { t } = useTranslation('exits');
  const withdraw = useAction(withdrawExitMutation(), { onDone: () => toast(t('withdrawn')) });
  return (
    <div className="exit-answer">
      {withdraw.error && <ErrorNote error={withdraw.error} />}
      <Button
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ path: { exit_id: id } })}
      >
        {t('withdraw')}
      </Button>
    </div>
  );
}
