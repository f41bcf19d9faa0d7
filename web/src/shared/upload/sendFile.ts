import { ApiError, toApiError } from '@/api/problems';
import { changingHeaders } from '@/api/setup';

export interface FileWatch {
  onProgress: (percent: number) => void;
  signal: AbortSignal;
}

const TRIES = 3;
const WAIT_MS = 1000;

/**
 * Puts a file to an address that names it: sent again after a broken line it is the same file. By
 * XMLHttpRequest, because `fetch` does not say how much of a file has gone out.
 */
export async function sendFile<Answer>(
  address: string,
  file: File,
  watch: FileWatch,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await sendOnce<Answer>(address, file, watch);
    } catch (error) {
      const mayPass = error instanceof ApiError && error.outcomeUnknown;
      if (!mayPass || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt));
    }
  }
}

function sendOnce<Answer>(
  address: string,
  file: File,
  { onProgress, signal }: FileWatch,
): Promise<Answer> {
  const request = new XMLHttpRequest();
  request.open('PUT', address);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  for (const [name, value] of Object.entries(changingHeaders('PUT')))
    request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((loaded * 100) / total));
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => request.abort());
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    request.onerror = () => reject(toApiError(undefined, undefined));
    request.onload = () => {
      const answer = read(request);
      if (request.status === 200) resolve(answer as Answer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      else reject(toApiError(answer, responseOf(request)));
    };
    request.send(file);
  });
}

function read(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return undefined; // a proxy's page, not ours: `toApiError` says that it could not be read
  }
}

function responseOf(request: XMLHttpRequest): Response {
  const reference = request.getResponseHeader('X-Correlation-Id');
  return new Response(null, {
    status: request.status,
    headers: reference === null ? {} : { 'X-Correlation-Id': reference },
  });
}
