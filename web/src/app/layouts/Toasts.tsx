import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { onToast, type Note } from '@/shared/toast';

const SHOWN_MS = 4_000;

export function Toasts() {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  useEffect(
    () =>
      onToast((note) => {
        setNotes((shown) => [...shown, note]);
        window.setTimeout(
          () => setNotes((shown) => shown.filter(({ id }) => id !== note.id)),
          SHOWN_MS,
        );
      }),
    [],
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notes.map(({ id, text, tone }) => (
        <p key={id} className={`toast ${tone}`}>
          {tone === 'good' ? <CheckCircleFilled /> : <CloseCircleFilled />}
          {text}
        </p>
      ))}
    </div>
  );
}
