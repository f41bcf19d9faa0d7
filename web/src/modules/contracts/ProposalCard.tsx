import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { answerProposalMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { DisputeBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** The proposal on the table, who has accepted it, and the reader's answer. */
export function ProposalCard({ dispute }: { dispute: DisputeBody }) {
  const { t } = useTranslation('contracts');
  const mayAnswer = useMay('disputes:dispute');
  const answer = useAction(answerProposalMutation(), { onDone: () => toast(t('proposal.done')) });
  const note = dispute.notes.find(({ number }) => number === dispute.proposal);
  if (note === undefined) return null;
  const side = dispute.own_side;
  const isOurTurn =
    mayAnswer && side !== null && side !== 'mediator' && !dispute.accepted.includes(side);
  const send = (is_accepted: boolean) =>
    answer.mutate({
      path: { dispute_id: dispute.line.id, number: note.number },
      body: { is_accepted },
    });
  const accepted = dispute.accepted.map((each) => t(`dispute_side.${each}`)).join('、');
  return (
    <Alert
      className="proposal"
      type="info"
      showIcon
      message={t('proposal.title', { side: t(`dispute_side.${note.side}`) })}
      description={
        <>
          <p className="told">{note.text}</p>
          <p className="muted small">
            {accepted === '' ? t('proposal.nobody') : t('proposal.accepted_by', { accepted })}
          </p>
          <ErrorNote error={answer.error} />
          {isOurTurn && (
            <Space wrap>
              <Button type="primary" loading={answer.isPending} onClick={() => send(true)}>
                {t('proposal.accept')}
              </Button>
              <Button disabled={answer.isPending} onClick={() => send(false)}>
                {t('proposal.refuse')}
              </Button>
            </Space>
          )}
        </>
      }
    />
  );
}
