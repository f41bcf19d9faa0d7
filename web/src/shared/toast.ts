export interface Note {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

type Listener = (note: Note) => void;

const listeners = new Set<Listener>();
let count = 0;

/** Says for a few seconds that something is done. What needs an answer belongs on the page. */
export function toast(text: string, tone: Note['tone'] = 'good'): void {
  const note = { id: ++count, text, tone };
  for (const tell of listeners) tell(note);
}

export function onToast(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
