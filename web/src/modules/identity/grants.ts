import type { RoleBody } from '@/api/generated/types.gen';

interface Held {
  roles: readonly string[];
  role_ends: Readonly<Record<string, string>>;
}

interface Wanted {
  roles: readonly string[];
  ends: Readonly<Record<string, string>>;
}

const FOR_GOOD = '9999-12-31';

/** Of the wanted roles those that two people give: new ones, and those that now last longer. */
export function guardedOf(known: readonly RoleBody[], held: Held, wanted: Wanted): string[] {
  const guarded = new Set(known.filter((role) => role.four_eyes).map(({ name }) => name));
  return wanted.roles.filter((role) => {
    const isNew = !held.roles.includes(role);
    const isLonger = (wanted.ends[role] ?? FOR_GOOD) > (held.role_ends[role] ?? FOR_GOOD);
    return guarded.has(role) && (isNew || isLonger);
  });
}
