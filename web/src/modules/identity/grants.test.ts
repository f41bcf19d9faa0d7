import { expect, test } from 'vitest';
import type { RoleBody } from '@/api/generated/types.gen';
import { guardedOf } from './grants';

const role = (name: string, four_eyes: boolean): RoleBody => ({
  name,
  four_eyes,
  portal: 'operations',
  permissions: [],
});
const KNOWN = [role('auditor', true), role('helper', false)];
const HELD = { roles: ['auditor'], role_ends: { auditor: '2027-01-31' } };

test.each([
  ['a new one', { roles: [], role_ends: {} }, { roles: ['auditor'], ends: {} }, ['auditor']],
  ['for good instead', HELD, { roles: ['auditor'], ends: {} }, ['auditor']],
  ['longer', HELD, { roles: ['auditor'], ends: { auditor: '2027-02-01' } }, ['auditor']],
  ['as it was', HELD, { roles: ['auditor'], ends: { auditor: '2027-01-31' } }, []],
  ['earlier', HELD, { roles: ['auditor'], ends: { auditor: '2026-12-31' } }, []],
  ['one that a single person gives', HELD, { roles: ['helper'], ends: {} }, []],
])('two people give %s', (_, held, wanted, guarded) => {
  expect(guardedOf(KNOWN, held, wanted)).toEqual(guarded);
});
