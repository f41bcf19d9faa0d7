import { Button, Progress, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { castHolderVoteMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { HolderBallotBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { MoneyText } from '@/shared/MoneyText';
import { toMinor } from '@/shared/money';
import { formatRate } from '@/shared/rates';
import { StatusTag } from '@/shared/StatusTag';
import type { CareProps } from './AftercarePage';
import { BallotDrawer } from './BallotDrawer';

/** Holders decide, each by what it held when the vote was called. */
export function Ballots({ offeringId, care }: CareProps) {
  const { t } = useTranslation('aftercare');
  const [isCalling, setCalling] = useState(false);
  return (
    <>
      {care.is_issuer && care.has_holders && (
        <Button type="primary" onClick={() => setCalling(true)}>
          {t('ballot.call')}
        </Button>
      )}
      {care.ballots.length === 0 && (
        <EmptyState title={t('ballots.none')} hint={t('ballots.none_hint')} />
      )}
      {care.ballots.map((ballot) => (
        <Ballot key={ballot.id} ballot={ballot} />
      ))}
      {isCalling && <BallotDrawer offeringId={offeringId} onClose={() => setCalling(false)} />}
    </>
  );
}

function Ballot({ ballot }: { ballot: HolderBallotBody }) {
  const { t } = useTranslation('aftercare');
  const mayVote = useMay('aftercare:take_part');
  const { question, options, tally, chosen, own_units, own_choice } = ballot;
  const canVote = mayVote && own_units !== null && own_choice === null && !ballot.is_closed;
  return (
    <article className="care-report">
      <h3>
        {question}{' '}
        <StatusTag
          tone={ballot.is_closed ? 'neutral' : 'running'}
          label={t(ballot.is_closed ? 'ballot.closed' : 'ballot.open')}
        />
      </h3>
      <p className="muted">
        {t('ballot.until')} <DateText value={ballot.closes_at} /> ·{' '}
        {t('ballot.quorum', { share: formatRate(ballot.quorum) })}{' '}
        <MoneyText value={ballot.units} />
      </p>
      {own_units !== null && (
        <p>
          {t('ballot.own')} <MoneyText value={own_units} />
          {own_choice !== null && ` · ${t('ballot.voted', { option: options[own_choice] })}`}
        </p>
      )}
      {canVote && <Vote ballot={ballot} />}
      {tally.length > 0 && (
        <>
          {options.map((option, place) => (
            <div key={option}>
              {option} <Tally ballot={ballot} place={place} />
            </div>
          ))}
          <p>
            <strong>
              {chosen === null
                ? t('ballot.undecided')
                : t('ballot.decided', { option: options[chosen] })}
            </strong>
          </p>
        </>
      )}
    </article>
  );
}

function Tally({ ballot: { tally, units }, place }: { ballot: HolderBallotBody; place: number }) {
  const votes = tally[place];
  if (votes === undefined) return null;
  const percent = Number((toMinor(votes.amount) * 1000n) / toMinor(units.amount)) / 10;
  return <Progress percent={percent} aria-label={`${percent}%`} />;
}

function Vote({ ballot }: { ballot: HolderBallotBody }) {
  const { t } = useTranslation('aftercare');
  const [choice, setChoice] = useState<number>();
  const cast = useAction(castHolderVoteMutation());
  return (
    <div className="care-vote">
      <ErrorNote error={cast.error} />
      <Radio.Group
        value={choice}
        onChange={({ target }) => setChoice(target.value as number)}
        options={ballot.options.map((label, value) => ({ label, value }))}
      />
      <Button
        type="primary"
        disabled={choice === undefined}
        loading={cast.isPending}
        onClick={() =>
          choice !== undefined && cast.mutate({ path: { ballot_id: ballot.id }, body: { choice } })
        }
      >
        {t('ballot.vote')}
      </Button>
      <p className="muted small">{t('ballot.once')}</p>
    </div>
  );
}
