import { describe, expect, it } from 'vitest';
import { toBytes, toText } from './passkey';

describe('binary parts of passkeys', () => {
  it('come back as they were, also where base64 would use + and /', () => {
    const bytes = new Uint8Array([251, 255, 191, 0, 62, 63]);
    expect(toText(bytes.buffer)).toBe('-_-_AD4_');
    expect(Array.from(toBytes('-_-_AD4_'))).toEqual(Array.from(bytes));
  });

  it('carry no padding', () => {
    expect(toText(new Uint8Array([1]).buffer)).toBe('AQ');
    expect(Array.from(toBytes('AQ'))).toEqual([1]);
  });
});
