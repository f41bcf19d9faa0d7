import { Form, Input } from 'antd';
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
import { DropField } from '@/shared/upload/DropField';

interface DeliverDrawerProps {
  page: BookingPageBody;
  onClose: () => void;
}

/** Papers first, then what they are. */
export function DeliverDrawer({ page, onClose }: DeliverDrawerProps) {
  const { t } = useTranslation('services');
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
      <DropField
        accept={['.pdf']}
        hint={t(keep.isPending ? 'uploading' : 'upload')}
        onFile={(file) =>
          keep.mutate({ path: { ...path, paper_id: crypto.randomUUID() }, body: file })
        }
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
