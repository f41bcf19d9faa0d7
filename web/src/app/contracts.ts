import type { ComponentType } from 'react';
import type { Portal } from '@/api/session';

export type { LiveRule } from '@/api/live';
export type { Portal } from '@/api/session';

type Load = () => Promise<{ default: ComponentType }>;

/** A page of a room: modules/<room>/routes.ts exports `routes: readonly RoomRoute[]`. */
export interface RoomRoute {
  portal: Portal | 'public';
  /** Below the portal, without a leading slash: `applications/$applicationId`. */
  path: string;
  page: Load;
  /** Without it the page answers "not for your role" instead of asking the API. */
  permission?: string;
  /** Key in the room's words; becomes the title of the browser tab. */
  titleKey?: string;
}

/** Headings of a long menu, in this order. */
export const GROUPS = ['business', 'risk', 'money', 'trust', 'setup'] as const;

export type MenuGroup = (typeof GROUPS)[number];

/** An entry of a portal's menu: modules/<room>/menu.ts exports `menu: readonly MenuEntry[]`. */
export interface MenuEntry {
  portal: Portal;
  path: string;
  /** Key in shell.json: `menu.<room>` or `menu.<room>.<what>`. */
  labelKey: string;
  icon: ComponentType;
  permission?: string;
  /** The heading above it where the menu is long; without one it stands at the top. */
  group?: MenuGroup;
  /** Low comes first. On a phone the first four are tabs, the rest is under "More". */
  order: number;
}

/** A part of a room on a page of the shell: modules/<room>/slots.ts exports `slots`. */
export interface Slot {
  /** `home`: a card on the portal's first page. `header`: beside the user's name. */
  place: 'home' | 'header';
  portals: readonly Portal[];
  part: Load;
  order: number;
  permission?: string;
  /** How wide a home card is on a desktop, in twelfths; on a phone each has the whole width. */
  span?: 3 | 4 | 6 | 8 | 12;
}
