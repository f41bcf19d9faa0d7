import { Button, Form, Input } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  deliverServiceMutation,
  keepServicePaperMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BookingPageBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface DeliverDrawerProps {
  page: BookingPageBody;
  onClose: () => void;
}

/** Papers first, then what they are. */
export function DeliverDrawer({ page, onClose }: DeliverDrawerProps) {
  const { t } = useTranslation('services');
  const input = useRef<HTMLInputElement>(null);
  const path = { booking_id: page.booking.id };
  const keep = useAction(keepServicePaperMutation(), { onDone: () => toast(t('uploaded')) });
  const deliver = useAction(deliverServiceMutation(), { onDone: onClose });
  return (
    <FormDrawer<{ note: string }>
      title={t('deliver')}
      open
      onClose={onClose}
      onSubmit={(body) => deliver.mutate({ path, body })}
      busy={deliver.isPending}
      error={deliver.error}
      submitLabel={t('deliver')}
    >
      <p className="muted">{t('deliver.lead')}</p>
      {page.papers.map(({ id, kept_at }) => (
        <p key={id}>
          PDF · <DateText value={kept_at} />
        </p>
      ))}
      <ErrorNote error={keep.error} />
      <p>
        <Button loading={keep.isPending} onClick={() => input.current?.click()}>
          {t('upload')}
        </Button>
      </p>
      <input
        ref={input}
        type="file"
        accept="application/pdf"
        hidden
        aria-label={t('upload')}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) {
            keep.mutate({ path: { ...path, paper_id: crypto.randomUUID() }, body: file });
          }
          target.value = '';
        }}
      />
      <Form.Item
        name="note"
        label={t('note')}
        rules={[{ required: true, whitespace: true, min: 2 }]}
      >
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
