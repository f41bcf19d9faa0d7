import { formatRate } from '@/shared/rates';
import type { InvestmentKind, OfferingBody, OfferingDocumentBody } from '@/api/generated/types.gen';

export const KINDS = [
  'treasury_pledge',
  'bank_factoring',
  'corporate_bond',
  'supply_chain_abs',
  'equity_crowdfunding',
  'mezzanine',
  'reits',
] as const satisfies InvestmentKind[];

export const DOCUMENT_KINDS = [
  'prospectus',
  'financials',
  'legal_opinion',
  'valuation',
  'rating',
  'term_sheet',
  'cap_table',
  'contract',
  'other',
] as const satisfies OfferingDocumentBody['kind'][];

export const STATES = [
  'open',
  'settling',
  'active',
  'repaid',
  'failed',
  'proposed',
] as const satisfies OfferingBody['status'][];

export const CLASSES = [1, 2, 3, 4, 5] as const;

/** Safe is calm, daring is red: R1 to R5. */
export function toneOf(riskClass: number): 'good' | 'neutral' | 'warning' | 'bad' {
  if (riskClass <= 1) return 'good';
  if (riskClass <= 2) return 'neutral';
  return riskClass <= 3 ? 'warning' : 'bad';
}

/** How full, in whole per cent; above a hundred where more is wanted than there is. */
export function filledOf({ taken, target }: Pick<OfferingBody, 'taken' | 'target'>): number {
  return Math.floor((Number(taken.amount) / Number(target.amount)) * 100);
}

/** As `formatRate`, of what may be negative, such as a yield. */
export function signedRate(rate: string): string {
  return rate.startsWith('-') ? `-${formatRate(rate.slice(1))}` : formatRate(rate);
}
