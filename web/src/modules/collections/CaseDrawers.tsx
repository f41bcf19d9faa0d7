import { DatePicker, Form, Input, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import {
  makePromiseMutation,
  openDisposalMutation,
  recordContactMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { CaseFileBody, ContactWishBody, DisposalBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';
import './collections.css';
import { CHANNELS, DISPOSALS, RESULTS } from './words';

interface CaseDrawerProps {
  file: CaseFileBody;
  open: boolean;
  onClose: () => void;
}

/** How a contact went; where it would disturb too much the platform refuses it. */
export function ContactDrawer({ file, open, onClose }: CaseDrawerProps) {
  const { t } = useTranslation('collections');
  const record = useAction(recordContactMutation(), {
    onDone: () => {
      onClose();
      toast(t('contact.recorded'));
    },
  });
  return (
    <FormDrawer<ContactWishBody>
      title={t('contact.record')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => record.mutate({ path: { case_id: file.case.id }, body })}
      busy={record.isPending}
      error={record.error}
      initialValues={{ channel: 'call', result: 'reached', note: '' }}
    >
      <Form.Item name="channel" label={t('contact.channel')} rules={[{ required: true }]}>
        <Radio.Group
          optionType="button"
          options={CHANNELS.map((value) => ({ value, label: t(`contact.channel.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="result" label={t('contact.result')} rules={[{ required: true }]}>
        <Select
          options={RESULTS.map((value) => ({ value, label: t(`contact.result.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('contact.note')}>
        <Input.TextArea rows={4} maxLength={500} showCount />
      </Form.Item>
    </FormDrawer>
  );
}

interface PromiseForm {
  amount: string;
  promised_for: Dayjs;
}

export function PromiseDrawer({ file, open, onClose }: CaseDrawerProps) {
  const { t } = useTranslation('collections');
  const make = useAction(makePromiseMutation(), {
    onDone: () => {
      onClose();
      toast(t('promise.made'));
    },
  });
  return (
    <FormDrawer<PromiseForm>
      title={t('promise.make')}
      open={open}
      onClose={onClose}
      onSubmit={({ amount, promised_for }) =>
        make.mutate({
          path: { case_id: file.case.id },
          body: {
            amount: moneyFromText(amount) ?? { amount, currency: 'CNY' },
            promised_for: promised_for.format('YYYY-MM-DD'),
          },
        })
      }
      busy={make.isPending}
      error={make.error}
      initialValues={{ amount: file.case.overdue.amount }}
    >
      <p className="muted">{t('promise.hint')}</p>
      <Form.Item name="amount" label={t('promise.amount_yuan')} rules={[{ required: true }]}>
        <Input inputMode="decimal" suffix="元" />
      </Form.Item>
      <Form.Item name="promised_for" label={t('promise.for')} rules={[{ required: true }]}>
        <DatePicker />
      </Form.Item>
    </FormDrawer>
  );
}

export function DisposalDrawer({ file, open, onClose }: CaseDrawerProps) {
  const { t } = useTranslation('collections');
  const navigate = useNavigate();
  const begin = useAction(openDisposalMutation(), {
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: `/operations/disposals/${id}` });
    },
  });
  return (
    <FormDrawer<{ kind: DisposalBody['kind'] }>
      title={t('disposal.open')}
      open={open}
      onClose={onClose}
      onSubmit={({ kind }) => begin.mutate({ body: { loan_id: file.case.loan_id, kind } })}
      busy={begin.isPending}
      error={begin.error}
      submitLabel={t('disposal.begin')}
    >
      <Form.Item name="kind" label={t('disposal.kind')} rules={[{ required: true }]}>
        <Radio.Group className="disposal-kinds">
          {DISPOSALS.map((kind) => (
            <Radio key={kind} value={kind}>
              <strong>{t(`disposal.kind.${kind}`)}</strong>
              <div className="muted small">{t(`disposal.about.${kind}`)}</div>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
    </FormDrawer>
  );
}
