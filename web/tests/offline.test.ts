import { expect, test } from 'vitest';
import type * as Verifier from '@/modules/evidence/verifier';
import { offlinePage } from '../scripts/offline.mjs';
import { LOG_KEY, PROOF } from '@/modules/evidence/proofSamples';

test('the offline page carries the verifier and nothing from elsewhere', async () => {
  const page = offlinePage();
  expect(page).not.toMatch(/<script[^>]+src|<link|https?:|import |export /);

  const script = /<script>([\s\S]*?)const WORDS/.exec(page)?.[1] ?? '';
  const address = `data:text/javascript,${encodeURIComponent(`${script}; export { verify };`)}`;
  const { verify } = (await import(/* @vite-ignore */ address)) as typeof Verifier;
  expect((await verify(JSON.stringify(PROOF), LOG_KEY)).verdict).toBe('intact');
});
