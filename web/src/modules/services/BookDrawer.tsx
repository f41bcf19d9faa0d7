import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import {
  bookServiceMutation,
  getServiceOfferOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ServiceOfferBody, ServiceRatingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { toast } from '@/shared/toast';
import { useLocale } from '@/shared/useLocale';

interface BookDrawerProps {
  offer: ServiceOfferBody;
  mayBook: boolean;
  onClose: () => void;
}

/** What is done for the price, what others say, and what booking does to one's money. */
export function BookDrawer({ offer, mayBook, onClose }: BookDrawerProps) {
  const { t } = useTranslation('services');
  const locale = useLocale();
  const navigate = useNavigate();
  const id = useRef(crypto.randomUUID());
  const page = useQuery(getServiceOfferOptions({ path: { offer_id: offer.id } }));
  const book = useAction(bookServiceMutation(), {
    onDone: () => {
      toast(t('booked'));
      void navigate({ to: `/enterprise/services/bookings/${id.current}` });
    },
  });
  return (
    <FormDrawer<{ wish: string }>
      title={t('book.title')}
      open
      onClose={onClose}
      onSubmit={({ wish }) => {
        if (!mayBook) return onClose();
        book.mutate({ body: { id: id.current, offer_id: offer.id, wish } });
      }}
      busy={book.isPending}
      error={book.error}
      submitLabel={t(mayBook ? 'book' : 'back')}
    >
      <h3>{offer.title}</h3>
      <p>{offer.description}</p>
      <Facts
        facts={[
          { label: t('partner'), value: offer.partner_name ?? '–' },
          { label: t('price'), value: <MoneyText value={offer.price} strong /> },
          { label: t('delivery_days'), value: t('days', { days: offer.delivery_days }) },
        ]}
      />
      {mayBook && (
        <>
          <Form.Item
            name="wish"
            label={t('wish')}
            extra={t('wish_hint')}
            rules={[{ required: true, whitespace: true, min: 2 }]}
          >
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
          <p className="muted">{t('book.effect', { amount: formatExact(offer.price, locale) })}</p>
        </>
      )}
      <Ratings ratings={page.data?.ratings ?? []} />
    </FormDrawer>
  );
}

function Ratings({ ratings }: { ratings: readonly ServiceRatingBody[] }) {
  const { t } = useTranslation('services');
  if (ratings.length === 0) return <p className="muted">{t('rating.none')}</p>;
  return (
    <>
      <h3>{t('ratings')}</h3>
      {ratings.map((rating) => (
        <p key={`${rating.rated_at}${rating.words}`}>
          <strong>{t('stars', { stars: rating.stars })}</strong> {rating.words}
          <br />
          <span className="muted small">
            {rating.title} · <DateText value={rating.rated_at} />
          </span>
        </p>
      ))}
    </>
  );
}
