import { Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  stateBankAccountMutation,
  stateRepresentativeMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BankAccountBody, RepresentativeBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const KINDS = ['company', 'card'] as const;
const LONGEST_NAME = 100;
const LONGEST_NUMBER = 40;

interface DrawerProps {
  enterpriseId: string;
  onClose: () => void;
}

export function RepresentativeDrawer({ enterpriseId, onClose }: DrawerProps) {
  const { t } = useTranslation('parties');
  const save = useAction(stateRepresentativeMutation(), {
    onDone: () => {
      onClose();
      toast(t('private.saved'));
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('private.missing') }];
  return (
    <FormDrawer<RepresentativeBody>
      title={t('private.edit_person')}
      open
      onClose={onClose}
      onSubmit={(body) => save.mutate({ path: { enterprise_id: enterpriseId }, body })}
      busy={save.isPending}
      error={save.error}
    >
      <Form.Item name="name" label={t('private.name')} rules={needed}>
        <Input maxLength={LONGEST_NAME} autoComplete="off" />
      </Form.Item>
      <Form.Item name="id_number" label={t('private.id_number')} rules={needed}>
        <Input maxLength={LONGEST_NUMBER} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}

export function AccountDrawer({ enterpriseId, onClose }: DrawerProps) {
  const { t } = useTranslation('parties');
  const save = useAction(stateBankAccountMutation(), {
    onDone: () => {
      onClose();
      toast(t('private.saved'));
    },
  });
  const needed = [{ required: true, whitespace: true, message: t('private.missing') }];
  return (
    <FormDrawer<BankAccountBody>
      title={t('private.edit_account')}
      open
      onClose={onClose}
      onSubmit={(body) => save.mutate({ path: { enterprise_id: enterpriseId }, body })}
      busy={save.isPending}
      error={save.error}
      initialValues={{ kind: 'company' }}
    >
      <Form.Item name="kind" label={t('private.kind')}>
        <Segmented
          block
          options={KINDS.map((value) => ({ value, label: t(`private.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="bank" label={t('private.bank')} rules={needed}>
        <Input maxLength={LONGEST_NAME} />
      </Form.Item>
      <Form.Item name="number" label={t('private.account')} rules={needed}>
        <Input inputMode="numeric" maxLength={LONGEST_NUMBER} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
