import { KeyOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  getSecondFactorsOptions,
  proveAgainMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { offerChallenge } from '@/api/generated/sdk.gen';
import { answerWithPasskey, isPasskeyCancelled } from '@/api/passkey';
import { rememberCsrfToken } from '@/api/setup';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';

/** By the second factor of whoever has one, else by the password. */
export default function ProofDialog({ onEnd }: { onEnd: (proved: boolean) => void }) {
  const { t } = useTranslation('shell');
  return (
    <Modal
      open
      title={t('proof.title')}
      footer={null}
      onCancel={() => onEnd(false)}
      maskClosable={false}
    >
      <p className="muted">{t('proof.why')}</p>
      <Proof onProved={() => onEnd(true)} />
    </Modal>
  );
}

function Proof({ onProved }: { onProved: () => void }) {
  const { t } = useTranslation('shell');
  const factors = useQuery(getSecondFactorsOptions());
  const prove = useAction(proveAgainMutation(), {
    onDone: ({ csrf_token }) => {
      rememberCsrfToken(csrf_token);
      onProved();
    },
  });
  const [failure, setFailure] = useState<unknown>();
  const answerPasskey = async (): Promise<void> => {
    setFailure(undefined);
    try {
      const { data } = await offerChallenge({ throwOnError: true });
      prove.mutate({ body: { passkey: await answerWithPasskey(data.options) } });
    } catch (problem) {
      if (!isPasskeyCancelled(problem)) setFailure(problem);
    }
  };
  return (
    <QueryGate query={factors}>
      {({ totp_since, passkeys }) => {
        const hasPasskey = passkeys.length > 0;
        const field = totp_since !== null || hasPasskey ? 'code' : 'password';
        return (
          <>
            <ErrorNote error={failure ?? prove.error} />
            {hasPasskey && (
              <Button
                block
                icon={<KeyOutlined />}
                className="proof-passkey"
                onClick={() => void answerPasskey()}
              >
                {t('proof.passkey')}
              </Button>
            )}
            <ProofForm
              field={field}
              busy={prove.isPending}
              onSend={(value) => prove.mutate({ body: { [field]: value } })}
            />
          </>
        );
      }}
    </QueryGate>
  );
}

interface ProofFormProps {
  field: 'code' | 'password';
  busy: boolean;
  onSend: (value: string) => void;
}

function ProofForm({ field, busy, onSend }: ProofFormProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  return (
    <Form<{ value: string }>
      id={id}
      layout="vertical"
      requiredMark={false}
      disabled={busy}
      onFinish={({ value }) => onSend(value)}
    >
      <Form.Item
        name="value"
        label={t(`proof.${field}`)}
        rules={[{ required: true, message: t('proof.missing') }]}
      >
        {field === 'code' ? (
          <Input autoComplete="one-time-code" maxLength={20} autoFocus />
        ) : (
          <Input.Password autoComplete="current-password" autoFocus />
        )}
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        {t('proof.submit')}
      </Button>
    </Form>
  );
}
