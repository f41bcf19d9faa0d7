import type { AuditBody } from '@/api/generated/types.gen';

/** Also those that were only counted. */
export function countOf({ findings, more_findings }: AuditBody): number {
  return findings.length + more_findings;
}
