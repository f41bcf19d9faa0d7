import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../ErrorNote';
import { DropField } from './DropField';
import { formatBytes } from './bytes';
import type { UploadPort } from './upload';
import { useUpload, type Upload } from './useUpload';
import './upload.css';

interface UploadAreaProps {
  port: UploadPort;
  /** Extensions with a dot: `.xlsx`, `.csv`. */
  accept: readonly string[];
  /** What to drop here, in the reader's words. */
  hint: string;
  onDone: (uploadId: string, file: File) => void;
  /** On a phone: opens the camera instead of the files. */
  camera?: boolean;
}

/** Takes a file by drag, click or camera and sends it so that a broken line costs nothing. */
export function UploadArea({ port, accept, hint, onDone, camera }: UploadAreaProps) {
  const upload = useUpload(port, onDone);
  if (upload.state.kind === 'waiting') {
    return <DropField accept={accept} hint={hint} camera={camera} onFile={upload.start} />;
  }
  return <Sending upload={upload} />;
}

function Sending({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const { state, pause, resume, forget } = upload;
  if (state.kind === 'waiting') return null;
  const { file } = state;
  const sent = state.kind === 'done' ? file.size : state.sent;
  const percent = file.size === 0 ? 100 : Math.floor((sent * 100) / file.size);
  return (
    <div className="drop-field sending">
      <span className="state-title">{file.name}</span>
      <Progress
        percent={percent}
        status={state.kind === 'stopped' && state.error !== undefined ? 'exception' : undefined}
        aria-label={t('upload.progress', { name: file.name })}
      />
      <span className="muted tabular" role="status">
        {t(`upload.${state.kind}`, { sent: formatBytes(sent), whole: formatBytes(file.size) })}
      </span>
      {state.kind === 'stopped' && <ErrorNote error={state.error} />}
      <div className="dialog-actions">
        {state.kind === 'sending' && <Button onClick={pause}>{t('upload.pause')}</Button>}
        {state.kind === 'stopped' && (
          <Button type="primary" onClick={resume}>
            {t('upload.resume')}
          </Button>
        )}
        {state.kind !== 'sending' && <Button onClick={forget}>{t('upload.another')}</Button>}
      </div>
    </div>
  );
}
