import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askCallingOffMutation,
  getCallingOffOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { toast } from '@/shared/toast';

/** A payout that a suspicion holds: one asks to call it off, another of the lender agrees. */
export function CallingOff({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  const mayAsk = useMay('origination:reject');
  const mayApprove = useMay('origination:approve');
  const [open, setOpen] = useState(false);
  const path = { application_id: application.id };
  const state = useQuery(getCallingOffOptions({ path }));
  const pending = state.data?.pending;
  if (pending)
    return (
      <>
        <h3>{t('calling_off.pending')}</h3>
        <FourEyes
          asked={pending}
          mayApprove={mayApprove}
          title={t('calling_off')}
          effect={<p>{t('calling_off.effect')}</p>}
          undo={t('calling_off.undo')}
          approvedWords={t('calling_off.done')}
          rejectedWords={t('calling_off.dropped')}
        />
      </>
    );
  if (!mayAsk || !state.data) return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('calling_off')}
      </Button>
      {open && <CallingOffDrawer path={path} onClose={() => setOpen(false)} />}
    </>
  );
}

function CallingOffDrawer(props: { path: { application_id: string }; onClose: () => void }) {
  const { t } = useTranslation(['origination', 'common']);
  const { path, onClose } = props;
  const ask = useAction(askCallingOffMutation(), {
    onDone: () => {
      onClose();
      toast(t('calling_off.asked'));
    },
  });
  return (
    <FormDrawer<{ reason: string; note?: string }>
      title={t('calling_off')}
      open
      onClose={onClose}
      onSubmit={({ reason, note }) =>
        ask.mutate({ path, body: { reason, note: note?.trim() || null } })
      }
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('calling_off.ask')}
    >
      <p className="muted">{t('calling_off.effect')}</p>
      <Form.Item
        name="reason"
        label={t('calling_off.reason')}
        rules={[{ required: true, whitespace: true, message: t('common:required') }]}
      >
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="note" label={t('calling_off.note')}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
