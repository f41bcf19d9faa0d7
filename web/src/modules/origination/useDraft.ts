import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  editApplicationMutation,
  getApplicationQueryKey,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody, DossierBody } from '@/api/generated/types.gen';
import { DraftSaver, type Draft, type SaveState } from './draftSaver';

export interface DraftEditing {
  values: Draft;
  state: SaveState;
  change: (edit: Partial<Draft>) => void;
  flush: () => Promise<number>;
}

/** The fields of a draft as they are typed, and whether they are saved. */
export function useDraft(application: ApplicationBody): DraftEditing {
  const queries = useQueryClient();
  const { mutateAsync } = useMutation(editApplicationMutation());
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const [values, setValues] = useState<Draft>(() => draftOf(application));
  const [saver] = useState(() => {
    const path = { application_id: application.id };
    const key = getApplicationQueryKey({ path });
    return new DraftSaver(
      application.version,
      async (version, edit) => {
        const saved = await mutateAsync({ path, body: { version, ...edit } });
        queries.setQueryData(key, (known: DossierBody | undefined) =>
          known === undefined ? known : { ...known, application: saved },
        );
        return saved;
      },
      setState,
    );
  });
  useEffect(() => () => void saver.flush().catch(() => undefined), [saver]);

  return {
    values,
    state,
    change: (edit) => {
      setValues((known) => ({ ...known, ...edit }));
      saver.change(edit);
    },
    flush: () => saver.flush(),
  };
}

function draftOf({ amount, term_months, purpose, explanation }: ApplicationBody): Draft {
  return { amount, term_months, purpose, explanation };
}
