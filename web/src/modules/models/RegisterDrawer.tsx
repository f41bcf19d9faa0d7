import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  adoptModelVersionMutation,
  registerModelVersionMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { Post } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { DropField } from '@/shared/upload/DropField';

interface Wish {
  then: Post | 'nothing';
  reason?: string;
}

const THEN = ['challenger', 'champion', 'nothing'] as const;

/** Takes in the file that `rongqu risk train` has signed, and asks for its post in the same act. */
export function RegisterDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('models');
  const [form] = Form.useForm<Wish>();
  const then = Form.useWatch<Wish['then'] | undefined>('then', form) ?? 'challenger';
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const done = (words: 'registered' | 'asked') => () => {
    onClose();
    toast(t(words));
  };
  const register = useAction(registerModelVersionMutation(), { onDone: done('registered') });
  const adopt = useAction(adoptModelVersionMutation(), { onDone: done('asked') });
  const submit = async (wish: Wish): Promise<void> => {
    setMissing(file === undefined);
    if (!file) return;
    const artefact = await file.text();
    if (wish.then === 'nothing') register.mutate({ body: { artefact } });
    else adopt.mutate({ body: { artefact, post: wish.then, reason: wish.reason ?? '' } });
  };
  return (
    <FormDrawer<Wish>
      title={t('register')}
      open
      form={form}
      onClose={onClose}
      initialValues={{ then: 'challenger' }}
      onSubmit={(wish) => void submit(wish)}
      busy={register.isPending || adopt.isPending}
      error={register.error ?? adopt.error}
      submitLabel={then === 'nothing' ? t('register') : t('adopt')}
    >
      <p className="muted">{t('register.hint')}</p>
      <DropField accept={['.json']} hint={t('register.drop')} onFile={setFile} />
      {file && <p>{t('register.chosen', { name: file.name })}</p>}
      {isMissing && !file && <p role="alert">{t('register.missing')}</p>}
      <Form.Item name="then" label={t('adopt.then')} rules={[{ required: true }]}>
        <Radio.Group options={THEN.map((value) => ({ value, label: t(`adopt.then.${value}`) }))} />
      </Form.Item>
      {then !== 'nothing' && (
        <Form.Item
          name="reason"
          label={t('appoint.reason')}
          extra={t('appoint.then')}
          rules={[
            { required: true, whitespace: true, min: 5, message: t('appoint.reason_missing') },
          ]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
