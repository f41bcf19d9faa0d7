import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  delegateSignatureMutation,
  listMembersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

/** By power of attorney: a colleague signs this document, and no other. */
export function DelegateButton({ envelopeId, sha256 }: { envelopeId: string; sha256: string }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const members = useQuery({ ...listMembersOptions(), enabled: isOpen });
  const delegate = useAction(delegateSignatureMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('delegate.done'));
    },
  });
  const colleagues = (members.data ?? []).filter(({ user_id }) => user_id !== session.user_id);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('delegate')}</Button>
      <FormDrawer<{ attorney_id: string }>
        title={t('delegate')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={({ attorney_id }) =>
          delegate.mutate({ path: { envelope_id: envelopeId }, body: { attorney_id, sha256 } })
        }
        busy={delegate.isPending}
        error={delegate.error ?? members.error}
        submitLabel={t('delegate.confirm')}
      >
        <p>{t('delegate.what')}</p>
        <Form.Item
          name="attorney_id"
          label={t('delegate.to')}
          rules={[{ required: true, message: t('delegate.to_missing') }]}
        >
          <Select
            loading={members.isFetching}
            options={colleagues.map((each) => ({
              value: each.user_id,
              label: each.display_name,
            }))}
          />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
