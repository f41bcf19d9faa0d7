import type { PrivacyTextBody } from '@/api/generated/types.gen';

/** The versions that are on the screen: those are agreed to, and no others. */
export function agreedOf(
  texts: readonly PrivacyTextBody[],
  wantsNews = false,
): Record<string, number> {
  const purposes = wantsNews ? ['account', 'marketing'] : ['account'];
  const shown = texts.filter(({ purpose }) => purposes.includes(purpose));
  return Object.fromEntries(shown.map(({ purpose, version }) => [purpose, version]));
}
