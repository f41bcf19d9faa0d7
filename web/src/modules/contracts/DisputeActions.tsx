import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  closeDisputeMutation,
  proposeSettlementMutation,
  speakInDisputeMutation,
  takeDisputeMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DisputeBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

type Step = 'say' | 'propose' | 'end';

/** What the reader may do now: staff take it first, then everybody speaks. */
export function DisputeActions({ dispute }: { dispute: DisputeBody }) {
  const mayMediate = useMay('disputes:mediate');
  const mayDispute = useMay('disputes:dispute');
  const { line, own_side: side } = dispute;
  const isParty = mayDispute && side !== null && side !== 'mediator';
  if (line.ended_at !== null || (!isParty && !mayMediate)) return null;
  if (!isParty && line.status === 'open') return <TakeButton disputeId={line.id} />;
  return <SpeakButtons dispute={dispute} isParty={isParty} />;
}

function TakeButton({ disputeId }: { disputeId: string }) {
  const { t } = useTranslation('contracts');
  const take = useAction(takeDisputeMutation(), { onDone: () => toast(t('dispute.taken')) });
  return (
    <Button
      type="primary"
      loading={take.isPending}
      onClick={() => take.mutate({ path: { dispute_id: disputeId } })}
    >
      {t('dispute.take')}
    </Button>
  );
}

function SpeakButtons({ dispute, isParty }: { dispute: DisputeBody; isParty: boolean }) {
  const { t } = useTranslation('contracts');
  const [step, setStep] = useState<Step>();
  const { line, own_side: side } = dispute;
  const words: Record<Step, string> = {
    say: t('dispute.say'),
    propose: t('dispute.propose'),
    end: t(isParty ? 'dispute.withdraw' : 'dispute.give_up'),
  };
  const mayEnd = !isParty || side === line.opened_by;
  return (
    <Space wrap>
      {mayEnd && <Button onClick={() => setStep('end')}>{words.end}</Button>}
      <Button onClick={() => setStep('say')}>{words.say}</Button>
      <Button type="primary" onClick={() => setStep('propose')}>
        {words.propose}
      </Button>
      {step && (
        <WordsDrawer
          disputeId={line.id}
          step={step}
          title={words[step]}
          onClose={() => setStep(undefined)}
        />
      )}
    </Space>
  );
}

interface WordsDrawerProps {
  disputeId: string;
  step: Step;
  title: string;
  onClose: () => void;
}

function WordsDrawer({ disputeId, step, title, onClose }: WordsDrawerProps) {
  const { t } = useTranslation('contracts');
  const done = {
    onDone: () => {
      onClose();
      toast(t('dispute.noted'));
    },
  };
  const say = useAction(speakInDisputeMutation(), done);
  const propose = useAction(proposeSettlementMutation(), done);
  const end = useAction(closeDisputeMutation(), done);
  const doing = { say, propose, end }[step];
  return (
    <FormDrawer<{ text: string }>
      title={title}
      open
      onClose={onClose}
      onSubmit={(body) => doing.mutate({ path: { dispute_id: disputeId }, body })}
      busy={doing.isPending}
      error={doing.error}
      submitLabel={title}
    >
      <p className="muted">{t(`dispute.hint.${step}`)}</p>
      <Form.Item
        name="text"
        label={t('dispute.words')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('dispute.words_missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
