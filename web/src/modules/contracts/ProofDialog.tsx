import { KeyOutlined } from '@ant-design/icons';
import { Button, Divider, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreeBodyWritable } from '@/api/generated/types.gen';
import { answerWithPasskey, isPasskeyCancelled } from '@/api/passkey';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts, type Fact } from '@/shared/Facts';
import './contracts.css';
import { SentCodeForm, TotpForm, type CodeOffer } from './CodeForms';

interface ProofDialogProps {
  title: string;
  amount?: ReactNode;
  facts: readonly Fact[];
  sha256: string;
  /** What cannot be undone. */
  warning: string;
  agree: { isPending: boolean; error: unknown };
  offer: CodeOffer;
  readChallenge: () => Promise<Parameters<typeof answerWithPasskey>[0]>;
  onProof: (proof: Omit<AgreeBodyWritable, 'sha256'>) => void;
  onEnd: () => void;
}

/** Once more what is agreed to, then the proof: a code that is sent, an app's code, or a passkey. */
export function ProofDialog({ agree, offer, onProof, onEnd, ...what }: ProofDialogProps) {
  const { t } = useTranslation('contracts');
  const [withApp, setWithApp] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const answerPasskey = async (): Promise<void> => {
    setFailure(undefined);
    try {
      onProof({ passkey: await answerWithPasskey(await what.readChallenge()) });
    } catch (problem) {
      if (!isPasskeyCancelled(problem)) setFailure(problem);
    }
  };
  const fingerprint = {
    label: t('document.fingerprint_short'),
    value: <span className="tabular">{what.sha256.slice(0, 16)}…</span>,
  };
  return (
    <Modal open title={what.title} footer={null} onCancel={onEnd} maskClosable={false}>
      {what.amount !== undefined && <p className="confirm-amount">{what.amount}</p>}
      <Facts facts={[...what.facts, fingerprint]} />
      <p className="muted">{what.warning}</p>
      <ErrorNote error={failure ?? agree.error} />
      {withApp ? (
        <TotpForm busy={agree.isPending} onSend={(totp) => onProof({ totp })} />
      ) : (
        <SentCodeForm
          offer={offer}
          busy={agree.isPending}
          onSend={(code) => onProof({ sent_code: code })}
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
