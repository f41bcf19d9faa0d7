import { client } from './generated/client.gen';
import { toApiError } from './problems';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

let csrfToken: string | undefined;

/** Each session has its own token; it goes with every request that may change something. */
export function rememberCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Headers every changing request needs, also those made without the generated client. */
export function changingHeaders(method: string): Record<string, string> {
  if (SAFE_METHODS.has(method)) return {};
  const headers: Record<string, string> = {};
  if (csrfToken !== undefined) headers['X-CSRF-Token'] = csrfToken;
  if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID();
  return headers;
}

export function setUpClient(): void {
  client.interceptors.request.use((request) => {
    for (const [name, value] of Object.entries(changingHeaders(request.method))) {
      // `useAction` has set the key of the user's intent already: a retry must keep it.
      if (!request.headers.has(name)) request.headers.set(name, value);
    }
    request.headers.set('Accept-Language', document.documentElement.lang);
    return request;
  });
  client.interceptors.error.use((error, response) => toApiError(error, response));
}
