import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listPartnersOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { Direction, PartnerBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { toMinor } from '@/shared/money';

interface PartnerListProps {
  enterpriseId: string;
  direction: Direction;
}

/** Customers or suppliers, the largest first. */
export function PartnerList({ enterpriseId, direction }: PartnerListProps) {
  const { t } = useTranslation('parties');
  const partners = useQuery(
    listPartnersOptions({
      path: { enterprise_id: enterpriseId },
      query: { direction, limit: 8 },
    }),
  );
  return (
    <section className="card">
      <h2>{t(`partners.${direction}`)}</h2>
      <QueryGate query={partners}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t(`partners.none_${direction}`)}</p>
          ) : (
            <ol className="partner-list">
              {items.map((partner) => (
                <PartnerRow
                  key={partner.code}
                  partner={partner}
                  share={shareOf(partner, items[0] ?? partner)}
                />
              ))}
            </ol>
          )
        }
      </QueryGate>
    </section>
  );
}

function PartnerRow({ partner, share }: { partner: PartnerBody; share: number }) {
  const { t } = useTranslation('parties');
  return (
    <li>
      <span className="partner-name">{partner.name}</span>
      <MoneyText value={partner.net} form="short" strong />
      <svg className="partner-bar" width="100%" height="6" aria-hidden="true">
        <rect width={`${share}%`} height="6" rx="3" />
      </svg>
      <span className="muted small">
        {t('partners.count', { count: partner.count, day: partner.last_on })}
      </span>
    </li>
  );
}

/** Whole percent of the largest partner's sum. */
function shareOf({ net }: PartnerBody, { net: largest }: PartnerBody): number {
  const [part, whole] = [toMinor(net.amount), toMinor(largest.amount)];
  return whole <= 0n || part <= 0n ? 0 : Number((part * 100n) / whole);
}
