import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { voidContractMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody, VoidBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const REASONS: readonly VoidBody['reason'][] = ['mistaken', 'withdrawn', 'expired'];

/** For staff: a contract that must never be signed. There is no way back. */
export function VoidButton({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const [isOpen, setOpen] = useState(false);
  const voiding = useAction(voidContractMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('void.done'));
    },
  });
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('void')}
      </Button>
      <FormDrawer<VoidBody>
        title={t('void.title', { number: contract.number })}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={(body) => voiding.mutate({ path: { contract_id: contract.id }, body })}
        busy={voiding.isPending}
        error={voiding.error}
        submitLabel={t('void.confirm')}
        initialValues={{ reason: 'mistaken' }}
      >
        <p>{t('void.what')}</p>
        <Form.Item name="reason" label={t('void.reason')} rules={[{ required: true }]}>
          <Select options={REASONS.map((value) => ({ value, label: t(`void_reason.${value}`) }))} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
