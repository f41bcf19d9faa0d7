import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getBookingOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { BookingPageBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { DetailPage } from '@/shared/DetailPage';
import { Facts, type Fact } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { BookingActions } from './BookingActions';
import { BookingTag } from './words';

export default function BookingPage() {
  const bookingId = usePathParam('bookingId');
  const found = useQuery(getBookingOptions({ path: { booking_id: bookingId } }));
  return <QueryGate query={found}>{(page) => <Known page={page} />}</QueryGate>;
}

function Known({ page }: { page: BookingPageBody }) {
  const { t } = useTranslation('services');
  const { booking } = page;
  return (
    <DetailPage
      title={booking.title}
      tags={
        <>
          <BookingTag status={booking.status} />
          {booking.due_at !== null && <DeadlineClock dueAt={booking.due_at} />}
        </>
      }
      amount={<MoneyText value={booking.price} strong />}
      nextAction={<BookingActions page={page} />}
      tabs={[{ key: 'booking', label: t('booking.title'), content: <Content page={page} /> }]}
    />
  );
}

function Content({ page }: { page: BookingPageBody }) {
  const { t } = useTranslation('services');
  const { portal } = useSession();
  const { booking, wish, note, objection, papers, rating } = page;
  return (
    <>
      <Facts facts={useFacts(page)} />
      <Said title={t(portal === 'enterprise' ? 'wish' : 'wish.of_customer')} words={wish} />
      <Said title={t('last_note')} words={note} />
      <Said title={t('objection')} words={objection} />
      <h3>{t('papers')}</h3>
      {papers.length === 0 && <p className="muted">{t('papers.none')}</p>}
      {papers.map(({ id, sha256, kept_at }) => (
        <p key={id}>
          <a href={`/api/v1/services/bookings/${booking.id}/papers/${id}`} download>
            <DateText value={kept_at} /> · PDF
          </a>{' '}
          <span className="muted small" title={sha256}>
            SHA-256 {sha256.slice(0, 12)}…
          </span>
        </p>
      ))}
      {rating && <Said title={t('stars', { stars: rating.stars })} words={rating.words} />}
    </>
  );
}

function Said({ title, words }: { title: string; words: string | null }) {
  if (words === null) return null;
  return (
    <>
      <h3>{title}</h3>
      <p>{words}</p>
    </>
  );
}

function useFacts({ booking }: BookingPageBody): Fact[] {
  const { t } = useTranslation('services');
  const facts: Fact[] = [
    { label: t('partner'), value: booking.partner_name ?? '–' },
    { label: t('customer'), value: booking.customer_name ?? '–' },
    { label: t('kind'), value: t(`kind.${booking.kind}`) },
    { label: t('ordered_at'), value: <DateText value={booking.ordered_at} /> },
  ];
  const day = (label: string, value: string | null) =>
    value !== null && facts.push({ label, value: <DateText value={value} /> });
  day(t('delivered_at'), booking.delivered_at);
  day(t('ended_at'), booking.ended_at);
  if (booking.payable) {
    facts.push({ label: t('payable'), value: <MoneyText value={booking.payable} /> });
    const isPaying = booking.payable.amount !== '0.00' && booking.paid_at === null;
    if (isPaying) facts.push({ label: t('paid_at'), value: t('not_paid') });
  }
  if (booking.fee) facts.push({ label: t('fee'), value: <MoneyText value={booking.fee} /> });
  day(t('paid_at'), booking.paid_at);
  return facts;
}
