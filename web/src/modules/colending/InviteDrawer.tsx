import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  invitePartnerMutation,
  listCoLendersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';

interface InviteForm {
  partner: string;
  wan: string;
  note: string;
}

interface InviteDrawerProps {
  applicationId: string;
  onClose: () => void;
}

export function InviteDrawer({ applicationId, onClose }: InviteDrawerProps) {
  const { t } = useTranslation('colending');
  const id = useRef(crypto.randomUUID());
  const partners = useQuery(listCoLendersOptions());
  const invite = useAction(invitePartnerMutation(), { onDone: onClose });
  return (
    <FormDrawer<InviteForm>
      title={t('invite')}
      open
      onClose={onClose}
      onSubmit={({ partner, wan, note }) => {
        const amount = moneyFromText(wan, 'wan');
        if (amount === undefined) return;
        invite.mutate({
          path: { application_id: applicationId },
          body: { id: id.current, partner_id: partner, amount, note },
        });
      }}
      busy={invite.isPending}
      error={invite.error}
      submitLabel={t('invite')}
    >
      <p className="muted">{t('invite_hint')}</p>
      <Form.Item name="partner" label={t('partner')} rules={[{ required: true }]}>
        <Select
          showSearch
          optionFilterProp="label"
          loading={partners.isPending}
          options={(partners.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="wan"
        label={t('share')}
        rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,2})?$/, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('wan')} />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('note')}
        extra={t('note_hint')}
        rules={[{ required: true, whitespace: true, min: 2 }]}
      >
        <Input.TextArea rows={4} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
