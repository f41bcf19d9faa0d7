import { Link } from '@tanstack/react-router';
import type { PropsWithChildren, ReactNode } from 'react';

/** A row of figures at the top of a desk; wraps to two in a row on a phone. */
export function Tiles({ children }: PropsWithChildren) {
  return <div className="tiles">{children}</div>;
}

interface TileProps {
  label: string;
  value: ReactNode;
  /** What to compare it with: the month before, the line it must not cross. */
  note?: ReactNode;
  /** The rows behind the figure. */
  to?: string;
  alarming?: boolean;
}

export function Tile({ label, value, note, to, alarming = false }: TileProps) {
  const content = (
    <>
      <span className="tile-label">{label}</span>
      <span className="tile-value tabular">{value}</span>
      {note && <span className="muted small">{note}</span>}
    </>
  );
  const look = `card tile${alarming ? ' alarming' : ''}`;
  if (to === undefined) return <div className={look}>{content}</div>;
  return (
    <Link to={to} className={`${look} plain`}>
      {content}
    </Link>
  );
}
