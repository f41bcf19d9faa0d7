import type { Session } from '@/api/session';

/** Back to the page that asked for signing in, if it is one of this person's own portal. */
export function afterSignIn({ portal }: Pick<Session, 'portal'>, next: string | undefined): string {
  const home = `/${portal}`;
  const own = next === home || next?.startsWith(`${home}/`) || next?.startsWith(`${home}?`);
  return own && next !== undefined ? next : home;
}
