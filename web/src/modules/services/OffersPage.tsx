import { Button, DatePicker, Form, Input, InputNumber, Popconfirm, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listOwnServiceOffersOptions,
  offerServiceMutation,
  withdrawServiceOfferMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ServiceKind, ServiceOfferBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { ListPage } from '@/shared/list/ListPage';
import { moneyFromText } from '@/shared/money';
import { StatusTag } from '@/shared/StatusTag';
import { useOfferColumns } from './offerColumns';
import { KINDS } from './words';

/** The catalogue of a partner. Another price is another offer. */
export default function OffersPage() {
  const { t } = useTranslation('services');
  const [isOpen, setOpen] = useState(false);
  const columns = useOfferColumns().filter(({ key }) => key !== 'partner');
  return (
    <>
      <ListPage
        title={t('offers.title')}
        read={({ limit, cursor }) => listOwnServiceOffersOptions({ query: { limit, cursor } })}
        columns={[
          ...columns,
          {
            key: 'until',
            title: t('valid_until'),
            cell: ({ valid_until }) => <DateText value={valid_until} />,
            text: ({ valid_until }) => valid_until,
          },
          { key: 'status', title: t('status'), cell: (offer) => <State offer={offer} /> },
        ]}
        rowKey={({ id }) => id}
        actions={
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('offers.new')}
          </Button>
        }
        empty={{ title: t('offers.empty'), hint: t('offers.empty_hint') }}
      />
      {isOpen && <OfferDrawer onClose={() => setOpen(false)} />}
    </>
  );
}

function State({ offer }: { offer: ServiceOfferBody }) {
  const { t } = useTranslation('services');
  const withdraw = useAction(withdrawServiceOfferMutation());
  if (offer.is_withdrawn) return <StatusTag tone="neutral" label={t('withdrawn')} />;
  return (
    <div className="row-actions">
      <Popconfirm
        title={t('withdraw.title')}
        okText={t('withdraw')}
        cancelText={t('back')}
        onConfirm={() => withdraw.mutate({ path: { offer_id: offer.id } })}
      >
        <Button size="small" loading={withdraw.isPending}>
          {t('withdraw')}
        </Button>
      </Popconfirm>
      <ErrorNote error={withdraw.error} />
    </div>
  );
}

interface OfferForm {
  kind: ServiceKind;
  title: string;
  description: string;
  price: string;
  days: number;
  from: Dayjs;
  until: Dayjs;
}

function OfferDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('services');
  const id = useRef(crypto.randomUUID());
  const offer = useAction(offerServiceMutation(), { onDone: onClose });
  const needed = [{ required: true }];
  return (
    <FormDrawer<OfferForm>
      title={t('offers.new')}
      open
      onClose={onClose}
      onSubmit={({ kind, title, description, price, days, from, until }) => {
        const amount = moneyFromText(price);
        if (amount === undefined) return;
        offer.mutate({
          body: {
            id: id.current,
            kind,
            title,
            description,
            price: amount,
            delivery_days: days,
            valid_from: from.format('YYYY-MM-DD'),
            valid_until: until.format('YYYY-MM-DD'),
          },
        });
      }}
      busy={offer.isPending}
      error={offer.error}
      submitLabel={t('offers.new')}
    >
      <Form.Item name="kind" label={t('kind')} rules={needed}>
        <Select options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="title" label={t('service')} rules={needed}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="description" label={t('description')} rules={needed}>
        <Input.TextArea rows={4} maxLength={1000} />
      </Form.Item>
      <Form.Item
        name="price"
        label={t('price')}
        rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,2})?$/, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} />
      </Form.Item>
      <Form.Item name="days" label={t('delivery_days')} rules={needed}>
        <InputNumber min={1} max={180} precision={0} className="wide" />
      </Form.Item>
      <Form.Item name="from" label={t('valid_from')} rules={needed}>
        <DatePicker className="wide" />
      </Form.Item>
      <Form.Item name="until" label={t('valid_until')} rules={needed}>
        <DatePicker className="wide" />
      </Form.Item>
    </FormDrawer>
  );
}
