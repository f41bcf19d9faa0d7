const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** "1.4 MB": decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const figure = bytes / 1000 ** power;
  return `${figure.toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}
