import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askSuspicionClearingMutation,
  listApprovalsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { SuspicionBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const COMMAND = 'fraud.clear_suspicion';
const MOST = 100;

/** An open suspicion, to a lender: open, asked to be cleared, or to be asked for. */
export function AskClearing({ suspicion }: { suspicion: SuspicionBody }) {
  const { t } = useTranslation('fraud');
  const mayAsk = useMay('fraud:ask_clearing');
  const [open, setOpen] = useState(false);
  const waiting = useQuery({
    ...listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }),
    enabled: mayAsk,
  });
  const isAsked = waiting.data?.items.some(
    ({ command, subject }) => command === COMMAND && subject === suspicion.id,
  );
  if (isAsked) return t('wish.waiting');
  if (!mayAsk) return t('suspicions.state.open');
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('wish.ask')}
      </Button>
      {open && <AskDrawer suspicion={suspicion} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskDrawer({ suspicion, onClose }: { suspicion: SuspicionBody; onClose: () => void }) {
  const { t } = useTranslation(['fraud', 'common']);
  const ask = useAction(askSuspicionClearingMutation(), {
    onDone: () => {
      onClose();
      toast(t('wish.asked'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('wish.ask')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ path: { suspicion_id: suspicion.id }, body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('wish.ask')}
    >
      <p className="muted">{t('wish.hint')}</p>
      <Form.Item
        name="reason"
        label={t('suspicions.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('common:required') }]}
      >
        <Input.TextArea rows={4} maxLength={500} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
