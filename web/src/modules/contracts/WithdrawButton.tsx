import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { withdrawEnvelopeMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { EnvelopeBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

/** Whoever sent a paper takes it back before all have signed; what belongs to a contract ends with it. */
export function WithdrawButton({ paper }: { paper: EnvelopeBody }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const maySend = useMay('contracts:send');
  const [isOpen, setOpen] = useState(false);
  const withdraw = useAction(withdrawEnvelopeMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('paper.withdrawn'));
    },
  });
  const isOurs = paper.sender_id === session.organisation.id && paper.side_of === null;
  if (!maySend || !isOurs || paper.ended_at !== null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('paper.withdraw')}</Button>
      <FormDrawer<{ note?: string }>
        title={t('paper.withdraw')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={(body) => withdraw.mutate({ path: { envelope_id: paper.id }, body })}
        busy={withdraw.isPending}
        error={withdraw.error}
        submitLabel={t('paper.withdraw')}
      >
        <p>{t('paper.withdraw_what')}</p>
        <Form.Item name="note" label={t('refuse.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
