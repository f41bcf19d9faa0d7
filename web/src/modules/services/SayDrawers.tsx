import { Form, Input, Rate } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  answerBookingMutation,
  objectToServiceMutation,
  rateServiceMutation,
  resolveBookingMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';

interface DrawerProps {
  bookingId: string;
  onClose: () => void;
}

interface Said {
  note: string;
}

function Note({ label }: { label: string }) {
  return (
    <Form.Item name="note" label={label} rules={[{ required: true, whitespace: true, min: 2 }]}>
      <Input.TextArea rows={4} maxLength={1000} />
    </Form.Item>
  );
}

interface SayProps<Values> {
  title: string;
  lead: string;
  action: { isPending: boolean; error: unknown };
  onSubmit: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}

function Say<Values extends object>({ action, lead, title, ...rest }: SayProps<Values>) {
  const { children, onClose, onSubmit } = rest;
  return (
    <FormDrawer<Values>
      title={title}
      open
      onClose={onClose}
      onSubmit={onSubmit}
      busy={action.isPending}
      error={action.error}
      submitLabel={title}
    >
      <p className="muted">{lead}</p>
      {children}
    </FormDrawer>
  );
}

/** The partner cannot do it. */
export function RefuseDrawer({ bookingId, onClose }: DrawerProps) {
  const { t } = useTranslation('services');
  const refuse = useAction(answerBookingMutation(), { onDone: onClose });
  return (
    <Say<Said>
      title={t('refuse')}
      lead={t('refuse.lead')}
      action={refuse}
      onSubmit={({ note }) =>
        refuse.mutate({ path: { booking_id: bookingId }, body: { refusal: note } })
      }
      onClose={onClose}
    >
      <Note label={t('note')} />
    </Say>
  );
}

/** The customer does not take it as it is. */
export function ObjectDrawer({ bookingId, onClose }: DrawerProps) {
  const { t } = useTranslation('services');
  const object = useAction(objectToServiceMutation(), { onDone: onClose });
  return (
    <Say<Said>
      title={t('object')}
      lead={t('object.lead')}
      action={object}
      onSubmit={(body) => object.mutate({ path: { booking_id: bookingId }, body })}
      onClose={onClose}
    >
      <Note label={t('note')} />
    </Say>
  );
}

/** The platform decides. */
export function ResolveDrawer({ bookingId, onClose }: DrawerProps) {
  const { t } = useTranslation('services');
  const resolve = useAction(resolveBookingMutation(), { onDone: onClose });
  return (
    <Say<Said & { payable: string }>
      title={t('resolve')}
      lead={t('resolve.lead')}
      action={resolve}
      onSubmit={({ note, payable }) => {
        const amount = moneyFromText(payable);
        if (amount === undefined) return;
        resolve.mutate({ path: { booking_id: bookingId }, body: { payable: amount, note } });
      }}
      onClose={onClose}
    >
      <Form.Item
        name="payable"
        label={t('resolve.payable')}
        rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,2})?$/, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} />
      </Form.Item>
      <Note label={t('note')} />
    </Say>
  );
}

/** One to five stars, and words that all companies read. */
export function RateDrawer({ bookingId, onClose }: DrawerProps) {
  const { t } = useTranslation('services');
  const rate = useAction(rateServiceMutation(), { onDone: onClose });
  return (
    <Say<Said & { stars: number }>
      title={t('rate')}
      lead={t('rate.lead')}
      action={rate}
      onSubmit={({ note, stars }) =>
        rate.mutate({ path: { booking_id: bookingId }, body: { stars, words: note } })
      }
      onClose={onClose}
    >
      <Form.Item name="stars" label={t('rating')} rules={[{ required: true }]}>
        <Rate />
      </Form.Item>
      <Note label={t('rate.words')} />
    </Say>
  );
}
