const MOBILE = /^1[3-9]\d{9}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A mobile number of the mainland or an e-mail address; the API has the last word. */
export function isLogin(text: string | undefined): boolean {
  return text !== undefined && (MOBILE.test(text) || EMAIL.test(text));
}
