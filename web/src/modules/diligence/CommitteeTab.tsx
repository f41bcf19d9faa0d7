import { Button, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  callCommitteeMutation,
  castVoteMutation,
  closeBallotMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BallotBody, Choice, WorkbenchBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { MoneyText } from '@/shared/MoneyText';
import { formatShort } from '@/shared/money';
import { toPercent } from '@/shared/rates';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

const TONES: Record<BallotBody['status'], Tone> = {
  open: 'running',
  passed: 'good',
  refused: 'bad',
};
const VOTE_TONES: Record<Choice, Tone> = { for: 'good', against: 'bad', abstain: 'neutral' };
const CHOICES: readonly Choice[] = ['for', 'against', 'abstain'];

/** Votes on an amount: who was called, what each said, and what the count decided. */
export function CommitteeTab({ bench }: { bench: WorkbenchBody }) {
  const { t, i18n } = useTranslation('diligence');
  const { portal } = useSession();
  const mayCall = useMay('diligence:call') && bench.is_open && portal === 'institution';
  const [open, setOpen] = useState(false);
  const isRunning = bench.ballots.some(({ status }) => status === 'open');
  const call = mayCall && !isRunning && (
    <Button type="primary" disabled={bench.memos.length === 0} onClick={() => setOpen(true)}>
      {t('committee.call')}
    </Button>
  );
  const line = formatShort(bench.committee_above, i18n.language);
  return (
    <>
      <p className="muted">{t('committee.hint', { line, quorum: bench.quorum })}</p>
      {bench.ballots.length === 0 ? (
        <EmptyState
          title={t('committee.empty')}
          hint={bench.memos.length === 0 ? t('committee.memo_first') : undefined}
          action={call}
        />
      ) : (
        <>
          {call}
          {bench.ballots.map((ballot) => (
            <Ballot key={ballot.id} bench={bench} ballot={ballot} />
          ))}
        </>
      )}
      {open && <CallDrawer bench={bench} onClose={() => setOpen(false)} />}
    </>
  );
}

interface BallotProps {
  bench: WorkbenchBody;
  ballot: BallotBody;
}

function Ballot({ bench, ballot }: BallotProps) {
  const { t } = useTranslation('diligence');
  const { user_id: me } = useSession();
  const mine = ballot.votes.find(({ member_id }) => member_id === me);
  const isOpen = ballot.status === 'open' && bench.is_open;
  return (
    <section className="visit">
      <h3>
        <MoneyText value={ballot.amount} />{' '}
        <StatusTag tone={TONES[ballot.status]} label={t(`ballot_status.${ballot.status}`)} />
      </h3>
      <p className="told">{ballot.question}</p>
      <p className="muted small">
        {t('committee.rules', {
          quorum: ballot.quorum,
          majority: toPercent(ballot.majority),
          version: ballot.memo_version,
        })}{' '}
        · <DateText value={ballot.ended_at ?? ballot.called_at} />
      </p>
      <Votes ballot={ballot} />
      {isOpen && mine?.choice === null && <VoteForm bench={bench} ballot={ballot} />}
      {isOpen && ballot.chair_id === me && <CloseButton bench={bench} ballot={ballot} />}
    </section>
  );
}

function Votes({ ballot }: { ballot: BallotBody }) {
  const { t } = useTranslation('diligence');
  return (
    <ul className="votes">
      {ballot.votes.map(({ member_id, member_name, is_chair, choice, reason }) => (
        <li key={member_id}>
          {member_name} {is_chair && <span className="muted">{t('committee.chair')}</span>}{' '}
          <StatusTag
            tone={choice === null ? 'waiting' : VOTE_TONES[choice]}
            label={t(choice === null ? 'choice.none' : `choice.${choice}`)}
          />
          {reason && <div className="muted told">{reason}</div>}
        </li>
      ))}
    </ul>
  );
}

function VoteForm({ bench, ballot }: BallotProps) {
  const { t } = useTranslation('diligence');
  const cast = useAction(castVoteMutation(), { onDone: () => toast(t('vote.cast')) });
  const path = { application_id: bench.application_id, ballot_id: ballot.id };
  return (
    <Form<{ choice: Choice; reason: string }>
      layout="vertical"
      disabled={cast.isPending}
      onFinish={(body) => cast.mutate({ path, body })}
    >
      <ErrorNote error={cast.error} />
      <Form.Item name="choice" label={t('vote')} rules={[{ required: true, message: t('needed') }]}>
        <Radio.Group
          optionType="button"
          options={CHOICES.map((value) => ({ value, label: t(`choice.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('vote.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('needed') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={cast.isPending}>
        {t('vote.send')}
      </Button>
      <p className="muted small">{t('vote.stays')}</p>
    </Form>
  );
}

function CloseButton({ bench, ballot }: BallotProps) {
  const { t } = useTranslation('diligence');
  const close = useAction(closeBallotMutation(), { onDone: () => toast(t('committee.closed')) });
  const cast = ballot.votes.filter(({ choice }) => choice !== null).length;
  return (
    <>
      <ErrorNote error={close.error} />
      <Button
        disabled={cast < ballot.quorum}
        loading={close.isPending}
        onClick={() =>
          close.mutate({
            path: { application_id: bench.application_id, ballot_id: ballot.id },
          })
        }
      >
        {t('committee.close', { cast, members: ballot.votes.length })}
      </Button>
    </>
  );
}

interface CallValues {
  amount: string;
  members: string[];
  chair_id: string;
  question: string;
}

function CallDrawer({ bench, onClose }: { bench: WorkbenchBody; onClose: () => void }) {
  const { t } = useTranslation('diligence');
  const [form] = Form.useForm<CallValues>();
  const members = Form.useWatch('members', form) as string[] | undefined;
  const call = useAction(callCommitteeMutation(), {
    onDone: () => {
      onClose();
      toast(t('committee.called'));
    },
  });
  const people = bench.house.map(({ user_id, name }) => ({ value: user_id, label: name }));
  const needed = [{ required: true, message: t('needed') }];
  return (
    <FormDrawer<CallValues>
      title={t('committee.call')}
      open
      form={form}
      onClose={onClose}
      initialValues={{ amount: bench.asked?.amount }}
      onSubmit={({ amount, ...rest }) =>
        call.mutate({
          path: { application_id: bench.application_id },
          body: { ...rest, amount: { amount, currency: 'CNY' } },
        })
      }
      busy={call.isPending}
      error={call.error}
      submitLabel={t('committee.call')}
    >
      <Form.Item
        name="amount"
        label={t('committee.amount')}
        rules={[
          ...needed,
          { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('committee.no_amount') },
        ]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
      <Form.Item name="members" label={t('committee.members')} rules={needed}>
        <Select mode="multiple" options={people} />
      </Form.Item>
      <Form.Item name="chair_id" label={t('committee.chair')} rules={needed}>
        <Select options={people.filter(({ value }) => members?.includes(value))} />
      </Form.Item>
      <Form.Item name="question" label={t('committee.question')} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}
