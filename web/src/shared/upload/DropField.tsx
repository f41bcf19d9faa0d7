import { InboxOutlined } from '@ant-design/icons';
import { useId, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import './upload.css';

interface DropFieldProps {
  accept: readonly string[];
  hint: string;
  camera?: boolean | undefined;
  onFile: (file: File) => void;
}

/** Takes one file by drag, click or camera. */
export function DropField({ accept, hint, camera, onFile }: DropFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string>();
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    const known = accept.some((extension) => file.name.toLowerCase().endsWith(extension));
    setRefused(known ? undefined : file.name);
    if (known) onFile(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <label
        htmlFor={id}
        className={over ? 'drop-field over' : 'drop-field'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined className="drop-icon" />
        <span className="state-title">{t(camera ? 'upload.camera' : 'upload.drop')}</span>
        <span className="muted">{hint}</span>
        <input
          id={id}
          type="file"
          className="sr-only"
          accept={accept.join(',')}
          capture={camera ? 'environment' : undefined}
          onChange={({ target }) => {
            take(target.files?.[0]);
            target.value = '';
          }}
        />
      </label>
      {refused !== undefined && (
        <p role="alert" className="drop-refused">
          {t('upload.wrong_kind', { name: refused, kinds: accept.join(' ') })}
        </p>
      )}
    </>
  );
}
