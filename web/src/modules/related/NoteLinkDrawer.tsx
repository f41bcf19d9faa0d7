import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { noteLinkMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { LinkKind, RelatedFileBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { KINDS, WITH_SHARE } from './words';

interface LinkForm {
  other_code: string;
  kind: LinkKind;
  share?: string;
  evidence: string;
}

interface NoteLinkDrawerProps {
  file: RelatedFileBody;
  open: boolean;
  onClose: () => void;
}

export function NoteLinkDrawer({ file, open, onClose }: NoteLinkDrawerProps) {
  const { t } = useTranslation('related');
  const [form] = Form.useForm<LinkForm>();
  const kind = Form.useWatch('kind', form);
  const note = useAction(noteLinkMutation(), {
    onDone: () => {
      onClose();
      toast(t('link.done'));
    },
  });
  const submit = ({ share, ...link }: LinkForm): void =>
    note.mutate({
      path: { enterprise_id: file.company.id },
      body: { ...link, share: share ? String(Number((Number(share) / 100).toFixed(4))) : null },
    });
  return (
    <FormDrawer<LinkForm>
      title={t('link.add')}
      form={form}
      open={open}
      onClose={onClose}
      onSubmit={submit}
      busy={note.isPending}
      error={note.error}
      initialValues={{ kind: 'controller' }}
    >
      <Form.Item name="other_code" label={t('link.other')} rules={[{ required: true, len: 18 }]}>
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('link.kind')} rules={[{ required: true }]}>
        <Select options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      {WITH_SHARE.includes(kind) && (
        <Form.Item
          name="share"
          label={t('link.share')}
          rules={[
            { required: true },
            { pattern: /^(100|\d{1,2}(\.\d{1,2})?)$/, message: t('bad_share') },
          ]}
        >
          <Input inputMode="decimal" suffix="%" />
        </Form.Item>
      )}
      <Form.Item
        name="evidence"
        label={t('link.evidence')}
        extra={t('link.evidence_hint')}
        rules={[{ required: true, min: 2 }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
