import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { SlotPart } from '../layouts/SlotPart';
import { slotsOf } from '../rooms';

/** A portal's first page: each room that has something to say there brings its own card. */
export default function PortalHomePage() {
  const { t } = useTranslation('shell');
  const { portal, permissions, display_name } = useSession();
  const slots = slotsOf('home', portal, permissions);
  return (
    <>
      <PageHead title={t(`home.${portal}`, { name: display_name })} />
      {slots.length === 0 && <EmptyState title={t('home.empty')} />}
      <div className="home-grid">
        {slots.map((slot) => (
          <div key={slot.key} style={{ '--span': slot.span ?? 12 } as CSSProperties}>
            <SlotPart slot={slot} />
          </div>
        ))}
      </div>
    </>
  );
}
