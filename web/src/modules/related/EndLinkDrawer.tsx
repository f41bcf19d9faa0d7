import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { endLinkMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { LinkBody, LinkEndingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';

interface EndLinkDrawerProps {
  companyId: string;
  link: LinkBody;
  onClose: () => void;
}

export function EndLinkDrawer({ companyId, link, onClose }: EndLinkDrawerProps) {
  const { t } = useTranslation('related');
  const end = useAction(endLinkMutation(), { onDone: onClose });
  return (
    <FormDrawer<LinkEndingBody>
      title={t('link.end_title')}
      open
      onClose={onClose}
      onSubmit={(body) =>
        end.mutate({ path: { enterprise_id: companyId, link_id: link.id }, body })
      }
      busy={end.isPending}
      error={end.error}
    >
      <p>
        {link.left.name} – {link.right.name}: {t(`kind.${link.kind}`)}
      </p>
      <Form.Item name="reason" label={t('link.reason')} rules={[{ required: true, min: 2 }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
