import type { ContractBody } from '@/api/generated/types.gen';
import type { Session } from '@/api/session';
import type { Tone } from '@/shared/StatusTag';

export const TONES: Record<ContractBody['status'], Tone> = {
  drafting: 'running',
  held: 'bad',
  signing: 'warning',
  signed: 'good',
  voided: 'neutral',
  brought: 'neutral',
};

export const SIDES = ['enterprise', 'institution'] as const;
export type Side = (typeof SIDES)[number];

/** Which side of the contract the reader's organisation is; staff are neither. */
export function sideOf(contract: ContractBody, session: Session): Side | undefined {
  const own = session.organisation.id;
  if (contract.borrower.organisation_id === own) return 'enterprise';
  if (contract.lender.organisation_id === own) return 'institution';
  return undefined;
}

export function hasSigned(contract: ContractBody, side: Side): boolean {
  return contract.signatures.some((signature) => signature.side === side);
}

/** Whether the reader's organisation is the one that everybody waits for. */
export function waitsForUs(contract: ContractBody, session: Session): boolean {
  const side = sideOf(contract, session);
  if (contract.status !== 'signing' || side === undefined) return false;
  return !hasSigned(contract, side) && !contract.agreed.includes(side);
}

/** With the signatures so far. */
export function documentAddress(envelopeId: string): string {
  return `/api/v1/envelopes/${envelopeId}/document`;
}
