import { KeyOutlined } from '@ant-design/icons';
import { Button, Divider, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { agreeToSignMutation } from '@/api/generated/@tanstack/react-query.gen';
import { offerSigningChallenge } from '@/api/generated/sdk.gen';
import type { AgreeBodyWritable } from '@/api/generated/types.gen';
import { answerWithPasskey, isPasskeyCancelled } from '@/api/passkey';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts, type Fact } from '@/shared/Facts';
import { toast } from '@/shared/toast';
import './contracts.css';
import { SentCodeForm, TotpForm } from './CodeForms';

interface SignDialogProps {
  envelopeId: string;
  sha256: string;
  title: string;
  amount?: ReactNode;
  facts: readonly Fact[];
  onEnd: () => void;
}

/** Once more what is signed, then the proof: a code that is sent, an app's code, or a passkey. */
export function SignDialog({ envelopeId, sha256, title, amount, facts, onEnd }: SignDialogProps) {
  const { t } = useTranslation('contracts');
  const [withApp, setWithApp] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const agree = useAction(agreeToSignMutation(), {
    onDone: () => {
      toast(t('sign.done_one'));
      onEnd();
    },
  });
  const path = { envelope_id: envelopeId };
  const send = (proof: Omit<AgreeBodyWritable, 'sha256'>) =>
    agree.mutate({ path, body: { sha256, ...proof } });
  const answerPasskey = async (): Promise<void> => {
    setFailure(undefined);
    try {
      const { data } = await offerSigningChallenge({ path, throwOnError: true });
      send({ passkey: await answerWithPasskey(data.options) });
    } catch (problem) {
      if (!isPasskeyCancelled(problem)) setFailure(problem);
    }
  };
  const fingerprint = {
    label: t('document.fingerprint_short'),
    value: <span className="tabular">{sha256.slice(0, 16)}…</span>,
  };
  return (
    <Modal open title={title} footer={null} onCancel={onEnd} maskClosable={false}>
      {amount !== undefined && <p className="confirm-amount">{amount}</p>}
      <Facts facts={[...facts, fingerprint]} />
      <p className="muted">{t('sign.undo')}</p>
      <ErrorNote error={failure ?? agree.error} />
      {withApp ? (
        <TotpForm busy={agree.isPending} onSend={(totp) => send({ totp })} />
      ) : (
        <SentCodeForm
          envelopeId={envelopeId}
          busy={agree.isPending}
          onSend={(code) => send({ sent_code: code })}
        />
      )}
      <Divider plain>{t('sign.otherwise')}</Divider>
      <div className="sign-ways">
        <Button icon={<KeyOutlined />} onClick={() => void answerPasskey()}>
          {t('sign.passkey')}
        </Button>
        <Button onClick={() => setWithApp(!withApp)}>
          {t(withApp ? 'sign.by_code' : 'sign.by_app')}
        </Button>
      </div>
    </Modal>
  );
}
