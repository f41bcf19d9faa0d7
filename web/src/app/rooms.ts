import { lazy, type ComponentType } from 'react';
import type { LiveRule, MenuEntry, Portal, RoomRoute, Slot } from './contracts';

// Only tables of addresses and labels are part of the first load; pages come when they are opened.
const routeFiles = import.meta.glob<{ routes: readonly RoomRoute[] }>(
  '../modules/*/routes.{ts,tsx}',
  { eager: true },
);
const menuFiles = import.meta.glob<{ menu: readonly MenuEntry[] }>('../modules/*/menu.ts', {
  eager: true,
});
const slotFiles = import.meta.glob<{ slots: readonly Slot[] }>('../modules/*/slots.ts', {
  eager: true,
});
const liveFiles = import.meta.glob<{ live: readonly LiveRule[] }>('../modules/*/live.ts', {
  eager: true,
});

export interface PlacedRoute extends RoomRoute {
  room: string;
}

export interface PlacedSlot extends Slot {
  key: string;
  Part: ComponentType;
}

export const allRoutes: readonly PlacedRoute[] = Object.entries(routeFiles).flatMap(
  ([path, { routes }]) => routes.map((route) => ({ ...route, room: roomOf(path) })),
);

export const liveRules: readonly LiveRule[] = Object.values(liveFiles).flatMap(({ live }) => live);

export const allEntries: readonly MenuEntry[] = Object.values(menuFiles)
  .flatMap(({ menu }) => menu)
  .sort((left, right) => left.order - right.order);

const allSlots: readonly PlacedSlot[] = Object.entries(slotFiles)
  .flatMap(([path, { slots }]) =>
    slots.map((slot, place) => ({
      ...slot,
      key: `${roomOf(path)}.${place}`,
      Part: lazy(slot.part),
    })),
  )
  .sort((left, right) => left.order - right.order);

export function menuOf(portal: Portal, permissions: readonly string[]): readonly MenuEntry[] {
  return allEntries.filter(
    (entry) => entry.portal === portal && isAllowed(entry.permission, permissions),
  );
}

export function slotsOf(
  place: Slot['place'],
  portal: Portal,
  permissions: readonly string[],
): readonly PlacedSlot[] {
  return allSlots.filter(
    (slot) =>
      slot.place === place &&
      slot.portals.includes(portal) &&
      isAllowed(slot.permission, permissions),
  );
}

function isAllowed(needed: string | undefined, permissions: readonly string[]): boolean {
  return needed === undefined || permissions.includes(needed);
}

function roomOf(path: string): string {
  const room = /\/modules\/([^/]+)\//.exec(path)?.[1];
  if (room === undefined) throw new Error(`Not in a room: ${path}`);
  return room;
}
