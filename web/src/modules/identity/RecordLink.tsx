import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface RecordLinkProps {
  by: 'person' | 'subject' | 'organisation';
  id: string;
  children: ReactNode;
}

/** Narrows the record to one person, thing or organisation. */
export function RecordLink({ by, id, children }: RecordLinkProps) {
  const { t } = useTranslation('identity');
  return (
    <Link to="/operations/audit" search={{ [by]: id }} title={t(`records.only_${by}`)}>
      {children}
    </Link>
  );
}
