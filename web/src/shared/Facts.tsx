import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Label and value pairs: two or three columns where there is room, one on a phone. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts wide">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
