import type { BidRequestBody } from '@/api/generated/types.gen';

export type AskedFields = Pick<BidRequestBody, 'amount' | 'term_months' | 'purpose' | 'pledges'>;
