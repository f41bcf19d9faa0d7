import { Button, Form, Input, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askAdoptionMutation,
  discardTemplateMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateVersionFileBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

/** What may be done with a draft that nobody is asked to approve yet. */
export function TemplateActions({ file }: { file: TemplateVersionFileBody }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const [asking, setAsking] = useState(false);
  const path = { version_id: file.version.id };
  const discard = useAction(discardTemplateMutation(), {
    onDone: () => toast(t('version.discarded')),
  });
  const ask = useAction(askAdoptionMutation(), {
    onDone: () => {
      setAsking(false);
      toast(t('version.asked'));
    },
  });
  if (!file.may_edit || file.version.status !== 'draft' || file.pending) return null;
  return (
    <Space wrap>
      <Popconfirm title={t('version.discard_what')} onConfirm={() => discard.mutate({ path })}>
        <Button danger>{t('version.discard')}</Button>
      </Popconfirm>
      <ButtonLink to={`/${portal}/template-versions/${file.version.id}/edit`}>
        {t('version.edit')}
      </ButtonLink>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('version.ask')}
      </Button>
      <FormDrawer<{ reason: string }>
        title={t('version.ask')}
        open={asking}
        onClose={() => setAsking(false)}
        onSubmit={(body) => ask.mutate({ path, body })}
        busy={ask.isPending}
        error={ask.error}
        submitLabel={t('version.ask')}
      >
        <Form.Item
          name="reason"
          label={t('version.ask_reason')}
          rules={[{ required: true, min: 2, message: t('version.ask_reason_missing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </Space>
  );
}
