import { useSyncExternalStore } from 'react';

type Tell = () => void;

interface Watch {
  subscribe: (tell: Tell) => () => void;
  holds: () => boolean;
}

const watches = new Map<string, Watch>();

/** One for all who ask the same: a new width reaches them in one event, so React draws once. */
function watch(query: string): Watch {
  const known = watches.get(query);
  if (known) return known;
  const listeners = new Set<Tell>();
  const tellAll = () => {
    for (const tell of listeners) tell();
  };
  let media: MediaQueryList | undefined;
  const made: Watch = {
    subscribe: (tell) => {
      listeners.add(tell);
      if (listeners.size === 1) {
        media = window.matchMedia(query);
        media.addEventListener('change', tellAll);
      }
      return () => {
        listeners.delete(tell);
        if (listeners.size === 0) media?.removeEventListener('change', tellAll);
      };
    },
    holds: () => window.matchMedia(query).matches,
  };
  watches.set(query, made);
  return made;
}

export function useMedia(query: string): boolean {
  const { subscribe, holds } = watch(query);
  return useSyncExternalStore(subscribe, holds);
}

export function useIsPhone(): boolean {
  return useMedia('(max-width: 767.98px)');
}
