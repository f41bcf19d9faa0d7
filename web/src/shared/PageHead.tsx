import type { ReactNode } from 'react';

interface PageHeadProps {
  title: ReactNode;
  /** State, grade: what belongs beside the title. */
  tags?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, tags, actions }: PageHeadProps) {
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {tags}
      <div className="spring" />
      {actions}
    </div>
  );
}
