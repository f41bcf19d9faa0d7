import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getPaymentTraceOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { OrderNoteBody } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';
import { Timeline, type Happening } from '@/shared/Timeline';
import { useReason } from './words';

/** What was said to the bank and by it, and what it did to the order. */
export function OrderTrace({ orderId }: { orderId: string }) {
  const { t } = useTranslation('payments');
  const reasonOf = useReason();
  const trace = useQuery(getPaymentTraceOptions({ path: { order_id: orderId } }));

  const happening = (note: OrderNoteBody): Happening => {
    const says = note.says === null ? '' : t(`says.${note.says}`);
    const notes = [
      note.reason_code && reasonOf(note.reason_code),
      note.remark,
      note.effect !== 'moved' && note.says !== null && t(`effect.${note.effect}`),
    ].filter(Boolean);
    return {
      key: note.id,
      title: t(`trace.${note.kind}`, { says }),
      at: note.noted_at,
      note: notes.length > 0 && notes.join(' · '),
      state: note.effect === 'contradiction' || note.says === 'failed' ? 'failed' : 'done',
    };
  };

  return (
    <>
      <h2>{t('order.trace')}</h2>
      <QueryGate query={trace}>
        {({ items }) =>
          items.length > 0 ? (
            <Timeline label={t('order.trace')} items={items.map(happening)} />
          ) : (
            <p className="muted">{t('trace.empty')}</p>
          )
        }
      </QueryGate>
    </>
  );
}
