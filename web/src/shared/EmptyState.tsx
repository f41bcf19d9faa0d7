import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What to do about it. */
  hint?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <div className="state-box">
      <svg width="64" height="48" viewBox="0 0 64 48" aria-hidden="true" className="state-mark">
        <path d="M6 10c14 0 14 14 26 14h26" />
        <path d="M6 38c14 0 14-14 26-14" />
      </svg>
      <p className="state-title">{title}</p>
      {hint && <p className="muted">{hint}</p>}
      {action}
    </div>
  );
}
