/** What was typed and not sent yet stays in this browser, so that a closed page costs nothing. */
export interface Draft<Values> {
  read: () => Partial<Values>;
  keep: (values: Partial<Values>) => void;
  forget: () => void;
}

export function draftIn<Values>(key: string): Draft<Values> {
  const place = `rongqu.draft.${key}`;
  return {
    read: () => {
      try {
        return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Values>;
      } catch {
        return {}; // somebody else's writing: begin anew
      }
    },
    keep: (values) => localStorage.setItem(place, JSON.stringify(values)),
    forget: () => localStorage.removeItem(place),
  };
}
