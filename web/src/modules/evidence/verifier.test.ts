import { describe, expect, test } from 'vitest';
import {
  ERASURE,
  GROWTH,
  LOG_KEY,
  OTHER_HISTORY,
  OTHER_SIZE,
  PROOF,
  WITNESS_KEY,
} from './proofSamples';
import { canonicalJson, isKey, verify } from './verifier';

const KEYS = `${LOG_KEY}\n${WITNESS_KEY}\n`;

async function verdictOf(file: unknown, keys = KEYS): Promise<string> {
  return (await verify(JSON.stringify(file), keys)).verdict;
}

describe('a proof', () => {
  test('shows the fact, its place and who has seen it', async () => {
    const found = await verify(JSON.stringify(PROOF), KEYS);
    expect(found).toMatchObject({
      verdict: 'intact',
      origin: 'example.com/log',
      size: 300,
      index: 270,
      fact: PROOF.fact,
      cosignatures: [{ witness: 'witness.example/w1', at: '2026-11-28T08:00:01.000Z' }],
    });
  });

  test('does not mind another order of members', async () => {
    const fact = Object.fromEntries(Object.entries(PROOF.fact).reverse());
    expect(await verdictOf({ ...PROOF, fact })).toBe('intact');
  });

  test('of a changed fact, salt or path is not in the tree', async () => {
    expect(await verdictOf({ ...PROOF, fact: { ...PROOF.fact, name: 'x' } })).toBe('not_in_tree');
    expect(await verdictOf({ ...PROOF, salt: '0'.repeat(32) })).toBe('not_in_tree');
    const moved = PROOF.proof.replace('index 270', 'index 271');
    expect(await verdictOf({ ...PROOF, proof: moved })).toBe('not_in_tree');
  });

  test('for a tree of another size says so', async () => {
    const [head] = PROOF.proof.split('\n\n');
    const proof = `${head}\n\n${OTHER_SIZE}`;
    expect(await verdictOf({ ...PROOF, proof })).toBe('other_tree_size');
  });

  test('signed by nobody who is believed is of an unknown log', async () => {
    expect(await verdictOf(PROOF, '')).toBe('unknown_log');
    expect(await verdictOf(PROOF, WITNESS_KEY)).toBe('unknown_log');
  });

  test('with a changed checkpoint is wrongly signed', async () => {
    const proof = PROOF.proof.replace('\n300\n', '\n301\n');
    expect(await verdictOf({ ...PROOF, proof })).toBe('signature_wrong');
  });

  test.each([{}, [], 7, { ...PROOF, salt: 'ab' }, { ...PROOF, fact: 1 }, { ...PROOF, proof: '' }])(
    'that is none is unreadable: %#',
    async (file) => {
      expect(await verdictOf(file)).toBe('unreadable');
    },
  );

  test('is not believed with a key that cannot be read', async () => {
    expect(await verdictOf(PROOF, 'nonsense')).toBe('unreadable');
  });
});

describe('a log', () => {
  test('that only grew is consistent', async () => {
    expect(await verdictOf(GROWTH)).toBe('intact');
  });

  test('with two histories is a fork', async () => {
    expect(await verdictOf({ ...GROWTH, older: OTHER_HISTORY })).toBe('fork');
  });
});

test('canonical JSON sorts by UTF-16 and escapes only what it must', () => {
  const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, ö: [null, 1e21, -0] };
  expect(canonicalJson(value)).toBe(
    '{"\\r":2,"1":4,"ö":[null,1e+21,0],"€":1,"\u{1f600}":5,"\ufb33":3}',
  );
});

test('tells a key from a line that is none', () => {
  expect(KEYS.trim().split('\n').map(isKey)).toEqual([true, true]);
  expect(['', 'rongqu', `${LOG_KEY}A`, LOG_KEY.slice(0, -4)].map(isKey)).toEqual(
    Array(4).fill(false),
  );
});

describe('a proof of erasure', () => {
  test('shows when and on what ground', async () => {
    expect(await verify(JSON.stringify(ERASURE), KEYS)).toMatchObject({
      verdict: 'erased',
      index: 1,
      fact: { at: '2026-11-29T08:00:00+00:00', content: { ground: 'request' } },
    });
  });

  test('of another entry, or beside another fact, is refused', async () => {
    const commitment = 'ab'.repeat(32);
    expect(await verdictOf({ ...ERASURE, commitment })).toBe('not_in_tree');
    expect(await verdictOf({ ...ERASURE, erasure: PROOF })).toBe('not_its_erasure');
    expect(await verdictOf({ ...ERASURE, commitment: 'ab' })).toBe('unreadable');
    expect(await verdictOf({ ...ERASURE, erasure: null })).toBe('unreadable');
  });
});
