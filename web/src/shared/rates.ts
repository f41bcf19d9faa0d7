/** "0.0485" is "4.85": moves the point, so that no digit is lost or invented. */
export function toPercent(rate: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(rate);
  if (parts === null) throw new Error(`Not a rate: ${rate}`);
  const [, sign = '', whole = '', fraction = ''] = parts;
  const digits = (whole + fraction.padEnd(2, '0')).replace(/^0+(?=\d)/, '');
  const places = Math.max(0, fraction.length - 2);
  if (places === 0) return sign + digits;
  const padded = digits.padStart(places + 1, '0');
  const text = `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  return sign + text.replace(/\.?0+$/, '');
}

/** A yearly rate as people read it: "4.85%". */
export function formatRate(rate: string): string {
  return `${toPercent(rate)}%`;
}

/** A price of 1 yuan of principal, with four places or as many as it has: "0.995" is "0.9950". */
export function formatPrice(price: string): string {
  const [whole = '', fraction = ''] = price.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(4, '0')}`;
}

/** Hundredths of a percent of a percentage as typed; `undefined` if it is none of 0 to 100. */
export function bpsFromPercent(text: string): bigint | undefined {
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, whole = '', fraction = ''] = parts;
  const bps = BigInt(whole + fraction.padEnd(2, '0'));
  return bps <= 10_000n ? bps : undefined;
}
