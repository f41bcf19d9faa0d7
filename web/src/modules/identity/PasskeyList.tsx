import { Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  addPasskeyMutation,
  removePasskeyMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { offerPasskey } from '@/api/generated/sdk.gen';
import type { PasskeyBody } from '@/api/generated/types.gen';
import { canUsePasskeys, createPasskey, isPasskeyCancelled } from '@/api/passkey';
import { withProof } from '@/api/proof';
import { useRefreshSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

export function PasskeyList({ passkeys }: { passkeys: readonly PasskeyBody[] }) {
  const { t } = useTranslation('identity');
  const [naming, setNaming] = useState(false);
  return (
    <div className="factor-group">
      <div className="factor-row">
        <div>
          <strong>{t('passkey.name')}</strong>
          <div className="muted small">
            {t(canUsePasskeys() ? 'passkey.what' : 'passkey.not_here')}
          </div>
        </div>
        {canUsePasskeys() && (
          <Button size="small" onClick={() => setNaming(true)}>
            {t('passkey.add')}
          </Button>
        )}
      </div>
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} />
      ))}
      {naming && <AddPasskeyDialog onClose={() => setNaming(false)} />}
    </div>
  );
}

function PasskeyRow({ passkey }: { passkey: PasskeyBody }) {
  const { t } = useTranslation('identity');
  const remove = useAction(removePasskeyMutation(), { onDone: () => toast(t('factor.removed')) });
  return (
    <div className="factor-row passkey">
      <div>
        {passkey.name}
        <div className="muted small">
          {t('factor.since')} <DateText value={passkey.added_at} />
          {passkey.used_at && (
            <>
              {' · '}
              {t('passkey.used')} <DateText value={passkey.used_at} relative />
            </>
          )}
        </div>
        <ErrorNote error={remove.error} />
      </div>
      <Popconfirm
        title={t('passkey.remove_ask')}
        okText={t('passkey.remove')}
        cancelText={t('common:cancel')}
        onConfirm={() => remove.mutate({ path: { passkey_id: passkey.id } })}
      >
        <Button
          size="small"
          loading={remove.isPending}
          aria-label={t('passkey.remove_one', { name: passkey.name })}
        >
          {t('passkey.remove')}
        </Button>
      </Popconfirm>
    </div>
  );
}

function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('identity');
  const id = useId();
  const refresh = useRefreshSession();
  const [failure, setFailure] = useState<unknown>();
  const add = useAction(addPasskeyMutation(), {
    onDone: () => {
      refresh();
      toast(t('passkey.added'));
      onClose();
    },
  });
  const start = async ({ name }: { name: string }): Promise<void> => {
    setFailure(undefined);
    try {
      const { data } = await withProof(() => offerPasskey({ throwOnError: true }));
      add.mutate({ body: { name, credential: await createPasskey(data.options) } });
    } catch (problem) {
      if (!isPasskeyCancelled(problem)) setFailure(problem);
    }
  };
  return (
    <Modal
      open
      title={t('passkey.add')}
      okText={t('passkey.continue')}
      okButtonProps={{ htmlType: 'submit', form: id, loading: add.isPending }}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="muted">{t('passkey.how')}</p>
      <ErrorNote error={failure ?? add.error} />
      <Form<{ name: string }>
        id={id}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void start(values)}
      >
        <Form.Item
          name="name"
          label={t('passkey.label')}
          rules={[{ required: true, whitespace: true, message: t('passkey.label_missing') }]}
        >
          <Input maxLength={60} autoFocus placeholder={t('passkey.example')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
