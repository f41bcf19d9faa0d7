import { ApiError, toApiError } from '@/api/problems';
import { changingHeaders } from '@/api/setup';

export interface Received {
  id: string;
  received_bytes: number;
}

/** How a file gets to the API in parts. A part sent twice, or after a break, does no harm. */
export interface UploadPort {
  begin: (file: File) => Promise<Received>;
  ask: (id: string) => Promise<Received>;
  send: (id: string, from: number, part: Blob, whole: number) => Promise<Received>;
}

/** The usual port below an address such as `/api/v1/parties/uploads`. */
export function chunkedUpload(base: string): UploadPort {
  return {
    begin: ({ name, size, type }) =>
      call('POST', base, JSON.stringify({ file_name: name, size_bytes: size, media_type: type }), {
        'Content-Type': 'application/json',
      }),
    ask: (id) => call('GET', `${base}/${id}`),
    send: (id, from, part, whole) =>
      call('PUT', `${base}/${id}/bytes`, part, {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes ${from}-${from + part.size - 1}/${whole}`,
      }),
  };
}

async function call(
  method: string,
  address: string,
  body?: BodyInit,
  headers: Record<string, string> = {},
): Promise<Received> {
  let response: Response | undefined;
  try {
    const allHeaders = { ...headers, ...changingHeaders(method) };
    response = await fetch(address, { method, body, headers: allHeaders });
    const answer: unknown = await response.json();
    if (!response.ok) throw toApiError(answer, response);
    return answer as Received;
  } catch (error) {
    throw toApiError(error, response);
  }
}

const SMALLEST = 64 * 1024;
const FIRST = 512 * 1024;
const LARGEST = 8 * 1024 * 1024;
const MOST_FAILURES = 5;

/** About one part a second, so that progress moves every second on any line. */
export function nextPartSize(size: number, tookMs: number): number {
  if (tookMs < 500) return Math.min(LARGEST, size * 2);
  if (tookMs > 1500) return Math.max(SMALLEST, Math.floor(size / 2));
  return size;
}

export interface UploadWatch {
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
  /** Replaced in tests. */
  wait?: (ms: number) => Promise<void>;
}

/**
 * Sends a file part by part and goes on where the server says it stopped: after a broken line,
 * and with `known` also after the page was closed. Returns the id; throws after five failures in
 * a row, or at once when the server refuses.
 */
export async function uploadFile(
  file: File,
  port: UploadPort,
  { signal, onProgress, wait = pause }: UploadWatch,
  known?: string,
): Promise<string> {
  let state = known === undefined ? await port.begin(file) : await port.ask(known);
  let size = FIRST;
  let failures = 0;
  while (state.received_bytes < file.size) {
    signal.throwIfAborted();
    onProgress(state.received_bytes);
    const started = performance.now();
    const from = state.received_bytes;
    try {
      state = await port.send(state.id, from, file.slice(from, from + size), file.size);
      size = nextPartSize(size, performance.now() - started);
      failures = 0;
    } catch (error) {
      if (!isPassing(error) || ++failures > MOST_FAILURES) throw error;
      await wait(500 * 2 ** failures);
      state = await askQuietly(port, state);
    }
  }
  onProgress(file.size);
  return state.id;
}

/** After a failure the part may have arrived: the server knows. If it cannot say, send again. */
async function askQuietly(port: UploadPort, last: Received): Promise<Received> {
  try {
    return await port.ask(last.id);
  } catch (error) {
    if (isPassing(error)) return last;
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && error.outcomeUnknown;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
