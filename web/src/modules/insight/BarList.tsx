import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface Bar {
  key: string;
  label: string;
  /** Share of the longest bar, 0 to 1. */
  share: number;
  value: ReactNode;
  to: string;
  tone?: 'warning' | 'bad';
}

/** Bars that are also links: each opens its rows. */
export function BarList({ bars }: { bars: readonly Bar[] }) {
  return (
    <ul className="bar-list">
      {bars.map(({ key, label, share, value, to, tone }) => (
        <li key={key}>
          <Link to={to} className="plain">
            <span>{label}</span>
            <span className="bar-track" aria-hidden>
              <svg className="bar-svg" width="100%" height="12" preserveAspectRatio="none">
                <rect
                  className={`bar-rect ${tone ?? ''}`}
                  width={`${Math.max(share * 100, share > 0 ? 1 : 0)}%`}
                  height="12"
                  rx="6"
                />
              </svg>
            </span>
            <span className="bar-value tabular">{value}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
