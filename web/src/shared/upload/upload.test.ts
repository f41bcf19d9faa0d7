import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/problems';
import { nextPartSize, uploadFile, type Received, type UploadPort } from './upload';

const SIZE = 1_500_000;
const file = new File([new Uint8Array(SIZE)], 'invoices.xlsx');
const broken = new ApiError({ type: '', status: 0, code: 'common.offline', params: {} });
const refused = new ApiError({ type: '', status: 422, code: 'parties.not_a_sheet', params: {} });
const noWait = () => Promise.resolve();

/** A server that keeps what arrives and fails where told. */
class Server implements UploadPort {
  received = 0;
  parts: [from: number, size: number][] = [];
  faults: ((part: Blob) => void)[] = [];

  begin = (): Promise<Received> => Promise.resolve(this.state());
  ask = (): Promise<Received> => Promise.resolve(this.state());
  send = (_: string, from: number, part: Blob): Promise<Received> => {
    this.parts.push([from, part.size]);
    this.faults.shift()?.(part);
    this.received = from + part.size;
    return Promise.resolve(this.state());
  };

  private state(): Received {
    return { id: 'u1', received_bytes: this.received };
  }
}

function watch(onProgress = vi.fn()) {
  return { signal: new AbortController().signal, onProgress, wait: noWait };
}

const fail = (error: unknown) => (): never => {
  throw error;
};

describe('sending a file', () => {
  it('sends every byte once, in order, and says how far it is', async () => {
    const server = new Server();
    const onProgress = vi.fn();

    await expect(uploadFile(file, server, watch(onProgress))).resolves.toBe('u1');

    expect(server.received).toBe(SIZE);
    expect(server.parts.map(([, size]) => size).reduce((a, b) => a + b)).toBe(SIZE);
    expect(onProgress).toHaveBeenLastCalledWith(SIZE);
  });

  it('goes on after a broken line from where the server stands', async () => {
    const server = new Server();
    // The part arrives, the answer does not.
    server.faults = [
      (part) => {
        server.received = part.size;
        throw broken;
      },
    ];

    await uploadFile(file, server, watch());

    expect(server.parts[1]?.[0]).toBe(server.parts[0]?.[1]);
    expect(server.received).toBe(SIZE);
  });

  it('goes on with a known upload instead of beginning again', async () => {
    const server = new Server();
    server.received = 1_000_000;
    const begin = vi.spyOn(server, 'begin');

    await uploadFile(file, server, watch(), 'u1');

    expect(begin).not.toHaveBeenCalled();
    expect(server.parts[0]?.[0]).toBe(1_000_000);
  });

  it('stops at once when the server refuses', async () => {
    const server = new Server();
    server.faults = [fail(refused)];
    await expect(uploadFile(file, server, watch())).rejects.toBe(refused);
    expect(server.parts).toHaveLength(1);
  });

  it('gives up after six failures in a row', async () => {
    const server = new Server();
    server.faults = Array.from({ length: 9 }, () => fail(broken));
    await expect(uploadFile(file, server, watch())).rejects.toBe(broken);
    expect(server.parts).toHaveLength(6);
  });
});

it.each([
  [512 * 1024, 100, 1024 * 1024],
  [512 * 1024, 1000, 512 * 1024],
  [512 * 1024, 4000, 256 * 1024],
  [64 * 1024, 9000, 64 * 1024],
  [8 * 1024 * 1024, 10, 8 * 1024 * 1024],
])('after %s bytes in %s ms the next part has %s', (size, tookMs, next) => {
  expect(nextPartSize(size, tookMs)).toBe(next);
});
