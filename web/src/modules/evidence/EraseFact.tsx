import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  askFactErasureMutation,
  listApprovalsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { FactErasedBody, FactErasureBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { toast } from '@/shared/toast';

const COMMAND = 'compliance.erase_fact';
const GROUNDS = ['request', 'order', 'mistake'] as const;
const REFERENCE = /^[\p{L}\p{N}_./() -]{2,60}$/u;
const MOST = 100;

/** That it was lawful, when and on what ground; with the way to the record that says so. */
export function ErasureNote({ erasure }: { erasure: FactErasedBody }) {
  const { t } = useTranslation('evidence');
  return (
    <Alert
      type="info"
      showIcon
      message={t('erasure.lawful')}
      description={
        <>
          <p>
            <DateText value={erasure.erased_at} /> ·{' '}
            {t('erasure.by', {
              ground: t(`erasure.ground.${erasure.ground}`),
              reference: erasure.reference,
            })}
          </p>
          <Link to={`/operations/evidence/entries/${erasure.entry}`}>{t('erasure.entry')}</Link>
        </>
      }
    />
  );
}

/** Ask for it, or decide what somebody has asked for. */
export function EraseFact({ eventId }: { eventId: string }) {
  const { t } = useTranslation('evidence');
  const mayAsk = useMay('compliance:ask_erasure');
  const mayApprove = useMay('compliance:approve_erasure');
  const [open, setOpen] = useState(false);
  const waiting = useQuery({
    ...listApprovalsOptions({ query: { status: 'proposed', limit: MOST } }),
    enabled: mayAsk || mayApprove,
  });
  const asked = waiting.data?.items.find(
    ({ command, subject }) => command === COMMAND && subject === eventId,
  );
  if (asked)
    return (
      <section className="card">
        <h2>{t('erasure.waiting')}</h2>
        <FourEyes
          asked={asked}
          mayApprove={mayApprove}
          title={t('erasure.title')}
          effect={<p>{t('erasure.what')}</p>}
          undo={t('erasure.undo')}
          approvedWords={t('erasure.done')}
          rejectedWords={t('erasure.rejected')}
        />
      </section>
    );
  if (!mayAsk) return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('erasure.title')}
      </Button>
      {open && <Ask eventId={eventId} onClose={() => setOpen(false)} />}
    </>
  );
}

function Ask({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const { t } = useTranslation('evidence');
  const ask = useAction(askFactErasureMutation(), {
    onDone: () => {
      onClose();
      toast(t('erasure.asked'));
    },
  });
  return (
    <FormDrawer<Omit<FactErasureBody, 'event_id'>>
      title={t('erasure.title')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ body: { ...body, event_id: eventId } })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('erasure.title')}
    >
      <p>{t('erasure.what')}</p>
      <Form.Item
        name="ground"
        label={t('erasure.ground')}
        initialValue="request"
        rules={[{ required: true }]}
      >
        <Select
          options={GROUNDS.map((ground) => ({
            value: ground,
            label: t(`erasure.ground.${ground}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reference"
        label={t('erasure.reference')}
        extra={t('erasure.reference_hint')}
        rules={[{ required: true, pattern: REFERENCE, message: t('erasure.reference_wrong') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('erasure.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('erasure.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
