/** The check character of GB 32100-2015, so that a slip is shown while it is typed. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

export type UsccFault = 'length' | 'alphabet' | 'check_character';

/** Full-width letters, lower case and blanks are habits of typing, not faults. */
export function normaliseUscc(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}

export function usccFault(code: string): UsccFault | undefined {
  if (code.length !== LENGTH) return 'length';
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code)) return 'alphabet';
  let total = 0;
  let weight = 1;
  for (const character of code.slice(0, -1)) {
    total += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (total % 31)) % 31] === code.at(-1) ? undefined : 'check_character';
}
