import { Skeleton } from 'antd';
import { Suspense } from 'react';
import type { PlacedSlot } from '../rooms';
import { PartBoundary } from './PartBoundary';

interface SlotPartProps {
  slot: PlacedSlot;
  /** Beside the user's name nothing may push the page around, neither loading nor a failure. */
  quiet?: boolean;
}

/** One room's part of a shell page: it loads by itself, and fails by itself. */
export function SlotPart({ slot: { Part }, quiet = false }: SlotPartProps) {
  return (
    <PartBoundary quiet={quiet}>
      <Suspense fallback={quiet ? null : <Skeleton active className="card" />}>
        <Part />
      </Suspense>
    </PartBoundary>
  );
}
