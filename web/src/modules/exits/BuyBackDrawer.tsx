import { DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { proposeBuyBackMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MoneyBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact } from '@/shared/money';
import { toast } from '@/shared/toast';
import { AMOUNT, inAFortnight, yuan } from './fields';

interface BuyBackFields {
  why: string;
  price: string;
  units: string;
  closes_at: Dayjs;
}

export interface ExitDrawerProps {
  offeringId: string;
  outstanding: MoneyBody;
  onClose: () => void;
}

export function BuyBackDrawer({ offeringId, outstanding, onClose }: ExitDrawerProps) {
  const { t, i18n } = useTranslation('exits');
  const id = useRef(crypto.randomUUID());
  const propose = useAction(proposeBuyBackMutation(), {
    onDone: () => {
      toast(t('proposed_done'));
      onClose();
    },
  });
  return (
    <FormDrawer<BuyBackFields>
      title={t('propose.buy_back')}
      open
      onClose={onClose}
      onSubmit={({ why, price, units, closes_at }) =>
        propose.mutate({
          path: { offering_id: offeringId },
          body: {
            id: id.current,
            why,
            price,
            units: yuan(units),
            closes_at: closes_at.toISOString(),
          },
        })
      }
      busy={propose.isPending}
      error={propose.error}
      submitLabel={t('propose')}
      initialValues={{ price: '1.01', closes_at: inAFortnight() }}
    >
      <p className="muted">{t('hint.buy_back')}</p>
      <Form.Item name="why" label={t('why')} rules={[{ required: true, min: 5 }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item
        name="units"
        label={t('units_field')}
        extra={t('units_hint', { outstanding: formatExact(outstanding, i18n.language) })}
        rules={[{ required: true }, { pattern: AMOUNT, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="price"
        label={t('price')}
        extra={t('price_hint')}
        rules={[{ required: true }, { pattern: /^\d(\.\d{1,6})?$/, message: t('bad_price') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="closes_at" label={t('until')} rules={[{ required: true }]}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
      </Form.Item>
    </FormDrawer>
  );
}
