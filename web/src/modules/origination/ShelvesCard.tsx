import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countApplicationShelvesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { QueueView } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';

const SHELVES: readonly QueueView[] = ['waiting', 'new', 'late', 'decided'];

/** The institution's first look: what waits, what is late. */
export default function ShelvesCard() {
  const { t } = useTranslation('origination');
  const shelves = useQuery(countApplicationShelvesOptions());
  return (
    <section className="card">
      <h2>{t('queue.title')}</h2>
      <QueryGate query={shelves}>
        {({ counts }) => (
          <Tiles>
            {SHELVES.map((view) => (
              <Tile
                key={view}
                label={t(`queue.${view}`)}
                value={counts[view] ?? 0}
                alarming={view === 'late' && (counts.late ?? 0) > 0}
                to={`/institution/applications?lane=${view}`}
              />
            ))}
          </Tiles>
        )}
      </QueryGate>
    </section>
  );
}
