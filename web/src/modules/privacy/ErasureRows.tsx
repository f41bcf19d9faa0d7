import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listErasuresOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ErasureBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { useLocale } from '@/shared/useLocale';
import { VerdictList } from './VerdictList';

const TONES: Record<ErasureBody['state'], Tone> = {
  asked: 'running',
  partly: 'warning',
  done: 'good',
};

/** Who has left, what went and what the law still keeps. */
export function ErasureRows() {
  const { t } = useTranslation('privacy');
  const locale = useLocale();
  const erasures = useQuery(listErasuresOptions({ query: { locale, limit: 50 } }));
  return (
    <QueryGate query={erasures}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('erasure.empty')} hint={t('erasure.empty_hint')} />
        ) : (
          <div className="privacy-cards">
            {items.map((erasure) => (
              <section key={erasure.id} className="card">
                <div className="privacy-line">
                  <DateText value={erasure.asked_at} />
                  <StatusTag
                    tone={TONES[erasure.state]}
                    label={t(`erasure.state.${erasure.state}`)}
                  />
                </div>
                <p className="muted small wrap">{erasure.person_id}</p>
                <VerdictList verdicts={erasure.verdicts} when="after" />
              </section>
            ))}
          </div>
        )
      }
    </QueryGate>
  );
}
