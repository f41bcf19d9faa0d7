/**
 * Equal instalment 等额本息 for an estimate: payment = P·r·(1+r)^n / ((1+r)^n − 1), r = year / 12.
 *
 * Whole numbers only: amounts in 分, the rate in hundredths of a percent, powers with 24 decimals.
 */
const SCALE = 10n ** 24n;

export interface Estimate {
  /** 分 a month, rounded half up; the contract's last instalment takes the rounding. */
  monthlyMinor: bigint;
  interestMinor: bigint;
}

export function estimateInstalment(
  principalMinor: bigint,
  yearlyRateBps: bigint,
  months: number,
): Estimate {
  const count = BigInt(months);
  if (yearlyRateBps === 0n) {
    return { monthlyMinor: divideHalfUp(principalMinor, count), interestMinor: 0n };
  }
  const monthly = (yearlyRateBps * SCALE) / 120_000n;
  let growth = SCALE;
  for (let month = 0; month < months; month++) growth = (growth * (SCALE + monthly)) / SCALE;
  const payment = divideHalfUp((principalMinor * monthly * growth) / SCALE, growth - SCALE);
  return { monthlyMinor: payment, interestMinor: payment * count - principalMinor };
}

function divideHalfUp(value: bigint, by: bigint): bigint {
  return (2n * value + by) / (2n * by);
}
