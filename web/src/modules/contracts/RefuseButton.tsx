import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { refuseToSignMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { RefuseBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const REASONS: readonly RefuseBody['reason'][] = [
  'terms',
  'amount',
  'wrong_data',
  'no_longer_wanted',
  'other',
];

/** Ends it for everybody, so it asks for the reason. */
export function RefuseButton({ envelopeId }: { envelopeId: string }) {
  const { t } = useTranslation('contracts');
  const [isOpen, setOpen] = useState(false);
  const refuse = useAction(refuseToSignMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('refuse.done'));
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('refuse')}</Button>
      <FormDrawer<RefuseBody>
        title={t('refuse')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={(body) => refuse.mutate({ path: { envelope_id: envelopeId }, body })}
        busy={refuse.isPending}
        error={refuse.error}
        submitLabel={t('refuse.confirm')}
        initialValues={{ reason: 'terms' }}
      >
        <p>{t('refuse.what')}</p>
        <Form.Item name="reason" label={t('refuse.reason')} rules={[{ required: true }]}>
          <Select
            options={REASONS.map((value) => ({ value, label: t(`refuse.reason.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('refuse.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
