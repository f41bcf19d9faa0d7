import { afterEach, describe, expect, it } from 'vitest';
import { ApiError } from './problems';
import { answerProofRequests, withProof } from './proof';

const needed = new ApiError({ type: '', status: 403, code: 'common.proof_needed', params: {} });

/** Refuses once, then answers. */
function guarded(): () => Promise<string> {
  let asked = 0;
  return () => (asked++ === 0 ? Promise.reject(needed) : Promise.resolve('done'));
}

afterEach(() => answerProofRequests(undefined));

describe('a request that needs a fresh proof', () => {
  it('is sent again once the person has proved themself', async () => {
    answerProofRequests(() => Promise.resolve(true));
    await expect(withProof(guarded())).resolves.toBe('done');
  });

  it('is refused when the person gives up', async () => {
    answerProofRequests(() => Promise.resolve(false));
    await expect(withProof(guarded())).rejects.toBe(needed);
  });

  it('is refused where nobody can be asked', async () => {
    await expect(withProof(guarded())).rejects.toBe(needed);
  });

  it('leaves other refusals alone', async () => {
    answerProofRequests(() => Promise.reject(new Error('asked in vain')));
    const other = new ApiError({ type: '', status: 403, code: 'common.not_allowed', params: {} });
    await expect(withProof(() => Promise.reject(other))).rejects.toBe(other);
  });
});
