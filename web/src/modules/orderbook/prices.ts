/** What a price below one yuan takes off, in per cent: "0.985" is "1.5". */
export function discountOf(price: string): string {
  const millionths = Math.round((1 - Number(price)) * 1_000_000);
  return String(millionths / 10_000);
}

export const AMOUNT = /^\d{1,13}(\.\d{1,2})?$/;
export const PRICE = /^[01](\.\d{1,6})?$/;
