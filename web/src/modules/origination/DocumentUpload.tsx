import { CameraOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getApplicationQueryKey } from '@/api/generated/@tanstack/react-query.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { useIsPhone } from '@/shared/useMedia';
import { useWord } from './words';
import { sendDocument } from './sendDocument';

const ACCEPT = '.pdf,.png,.jpg,.jpeg,.xlsx';

type State =
  | { kind: 'idle' }
  | { kind: 'sending'; name: string; percent: number }
  | { kind: 'failed'; error: unknown };

/** One more file of a kind: from the disk, or on a phone from the camera. */
export function DocumentUpload({ applicationId, kind }: { applicationId: string; kind: string }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const queries = useQueryClient();
  const isPhone = useIsPhone();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const abort = useRef<AbortController>(undefined);

  const send = async (file: File): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setState({ kind: 'sending', name: file.name, percent: 0 });
    try {
      await sendDocument({
        applicationId,
        kind,
        file,
        documentId: crypto.randomUUID(),
        onProgress: (percent) => setState({ kind: 'sending', name: file.name, percent }),
        signal: controller.signal,
      });
      const path = { application_id: applicationId };
      await queries.invalidateQueries({ queryKey: getApplicationQueryKey({ path }) });
      setState({ kind: 'idle' });
    } catch (error) {
      setState(controller.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error });
    }
  };

  if (state.kind === 'sending')
    return (
      <div className="document-sending">
        <span className="muted small">{state.name}</span>
        <Progress
          percent={state.percent}
          size="small"
          aria-label={t('documents.progress', { name: state.name })}
        />
        <Button size="small" onClick={() => abort.current?.abort()}>
          {t('documents.cancel')}
        </Button>
      </div>
    );
  const label = t('documents.add', { kind: word('document', kind) });
  return (
    <>
      {state.kind === 'failed' && <ErrorNote error={state.error} />}
      <div className="document-ways">
        {isPhone && (
          <FileButton
            icon={<CameraOutlined />}
            words={t('documents.camera')}
            label={`${label} · ${t('documents.camera')}`}
            accept="image/jpeg,image/png"
            camera
            onFile={send}
          />
        )}
        <FileButton
          icon={<UploadOutlined />}
          words={t('documents.choose')}
          label={`${label} · ${t('documents.choose')}`}
          accept={ACCEPT}
          onFile={send}
        />
      </div>
    </>
  );
}

interface FileButtonProps {
  icon: ReactNode;
  words: string;
  label: string;
  accept: string;
  camera?: boolean;
  onFile: (file: File) => Promise<void>;
}

function FileButton({ icon, words, label, accept, camera = false, onFile }: FileButtonProps) {
  const id = useId();
  return (
    <label htmlFor={id} className="file-button">
      {icon} {words}
      <input
        id={id}
        type="file"
        className="sr-only"
        aria-label={label}
        accept={accept}
        capture={camera ? 'environment' : undefined}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void onFile(file);
        }}
      />
    </label>
  );
}
