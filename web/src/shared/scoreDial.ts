export const LOWEST = 300;
export const HIGHEST = 850;

/** Where a score stands on the dial, 0 to 1; outside values stop at the ends. */
export function shareOf(score: number): number {
  return Math.min(1, Math.max(0, (score - LOWEST) / (HIGHEST - LOWEST)));
}

/** A point of the half circle with the given radius around (100, 100), left to right. */
export function pointAt(share: number, radius: number): readonly [x: number, y: number] {
  const angle = Math.PI * (1 - share);
  return [100 + radius * Math.cos(angle), 100 - radius * Math.sin(angle)];
}
