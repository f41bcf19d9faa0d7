import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  askReversalMutation,
  getPendingReversalOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { EntryBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';

/** Taking an entry back: one person asks, another agrees; afterwards the way to the other entry. */
export function Reversal({ entry }: { entry: EntryBody }) {
  const { t } = useTranslation('ledger');
  const other = entry.reverses ?? entry.reversed_by;
  if (other) {
    const words = t(entry.reverses ? 'entry.to_original' : 'entry.to_reversal');
    return <ButtonLink to={`/operations/ledger/entries/${other}`}>{words}</ButtonLink>;
  }
  return <Asking entryId={entry.id} />;
}

function Asking({ entryId }: { entryId: string }) {
  const { t } = useTranslation('ledger');
  const mayAsk = useMay('payments:reverse_entry');
  const mayApprove = useMay('payments:approve_reversal');
  const [isOpen, setOpen] = useState(false);
  const pending = useQuery({
    ...getPendingReversalOptions({ path: { entry_id: entryId } }),
    enabled: mayAsk || mayApprove,
  });
  if (!mayAsk && !mayApprove) return null;
  return (
    <QueryGate query={pending}>
      {({ asked }) =>
        asked ? (
          <FourEyes
            asked={asked}
            mayApprove={mayApprove}
            title={t('reverse.approve')}
            effect={<p>{t('reverse.effect')}</p>}
            undo={t('reverse.undo')}
            approvedWords={t('reverse.approved')}
            rejectedWords={t('reverse.rejected')}
          />
        ) : (
          <>
            {mayAsk && <Button onClick={() => setOpen(true)}>{t('reverse.ask')}</Button>}
            {isOpen && <AskDrawer entryId={entryId} onClose={() => setOpen(false)} />}
          </>
        )
      }
    </QueryGate>
  );
}

function AskDrawer({ entryId, onClose }: { entryId: string; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const ask = useAction(askReversalMutation(), {
    onDone: () => {
      onClose();
      toast(t('reverse.asked'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('reverse.ask')}
      open
      onClose={onClose}
      onSubmit={({ reason }) => ask.mutate({ body: { entry_id: entryId, reason } })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('reverse.ask')}
    >
      <p>{t('reverse.effect')}</p>
      <Form.Item
        name="reason"
        label={t('reverse.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('reverse.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
