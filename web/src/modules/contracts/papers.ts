import { useTranslation } from 'react-i18next';
import type { EnvelopeBody, SignerBody } from '@/api/generated/types.gen';
import type { Session } from '@/api/session';
import type { Tone } from '@/shared/StatusTag';

export const PAPER_TONES: Record<EnvelopeBody['status'], Tone> = {
  held: 'bad',
  signing: 'warning',
  signed: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};
export const PAPER_STATES = Object.keys(PAPER_TONES) as EnvelopeBody['status'][];

/** The texts that come with the product have names in both languages; titles on record are Chinese. */
const KINDS = [
  'loan',
  'order_finance',
  'factoring',
  'lease',
  'pledge_ip',
  'pledge_livestock',
  'pledge_receivables',
  'guarantee',
  'subscription',
  'term_sheet',
  'shareholders',
  'transfer',
  'service',
  'consent',
] as const;

export function usePaperTitle(): (
  paper: Pick<EnvelopeBody, 'kind' | 'number' | 'title'>,
) => string {
  const { t } = useTranslation('contracts');
  return ({ kind, number, title }) => {
    const known = KINDS.find((each) => each === kind);
    return known === undefined ? title : `${t(`paper.kind.${known}`)} ${number}`;
  };
}

/** The signature that is asked of the reader's organisation now; of several the first. */
export function ourTurn(paper: EnvelopeBody, session: Session): SignerBody | undefined {
  if (paper.status !== 'signing') return undefined;
  return paper.signers.find(
    (signer) =>
      signer.organisation_id === session.organisation.id &&
      signer.is_turn &&
      signer.agreed_at === null,
  );
}

/** A contract has its own page, with its terms. */
export function paperPath(paper: EnvelopeBody, portal: string): string {
  const { contract_id: contract, id } = paper;
  return contract === null ? `/${portal}/papers/${id}` : `/${portal}/contracts/${contract}`;
}
