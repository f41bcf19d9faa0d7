import { useEffect, useRef, useState } from 'react';
import { uploadFile, type UploadPort } from './upload';

export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'sending'; file: File; sent: number }
  | { kind: 'stopped'; file: File; sent: number; error: unknown }
  | { kind: 'done'; file: File };

export interface Upload {
  state: UploadState;
  start: (file: File) => void;
  /** After a failure or a pause: goes on where it stopped. */
  resume: () => void;
  pause: () => void;
  forget: () => void;
}

/** The same file chosen again, even after closing the page, goes on where it stopped. */
function storedUnder(file: File): string {
  return `rongqu.upload.${file.name}.${file.size}.${file.lastModified}`;
}

function remembering(port: UploadPort, file: File): UploadPort {
  return {
    ...port,
    begin: async (chosen) => {
      const received = await port.begin(chosen);
      localStorage.setItem(storedUnder(file), received.id);
      return received;
    },
  };
}

export function useUpload(port: UploadPort, onDone: (id: string, file: File) => void): Upload {
  const [state, setState] = useState<UploadState>({ kind: 'waiting' });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const start = (file: File): void => {
    const control = new AbortController();
    stop.current = control;
    let sent = 0;
    const onProgress = (bytes: number): void => {
      sent = bytes;
      setState({ kind: 'sending', file, sent });
    };
    onProgress(0);
    const known = localStorage.getItem(storedUnder(file)) ?? undefined;
    uploadFile(file, remembering(port, file), { signal: control.signal, onProgress }, known).then(
      (id) => {
        localStorage.removeItem(storedUnder(file));
        setState({ kind: 'done', file });
        onDone(id, file);
      },
      (reason: unknown) => {
        const error = control.signal.aborted ? undefined : reason;
        setState({ kind: 'stopped', file, sent, error });
      },
    );
  };

  return {
    state,
    start,
    resume: () => state.kind === 'stopped' && start(state.file),
    pause: () => stop.current?.abort(),
    forget: () => {
      stop.current?.abort();
      if (state.kind !== 'waiting') localStorage.removeItem(storedUnder(state.file));
      setState({ kind: 'waiting' });
    },
  };
}
