import { useTranslation } from 'react-i18next';
import type {
  BidOfferBody,
  CollateralKind,
  InvitationStatus,
  PictureFactBody,
  Purpose,
  RequestStatus,
} from '@/api/generated/types.gen';
import { useFigureText, type FigureUnit } from '@/shared/figures';
import { useIndustries, useRegions } from '@/shared/codes';
import type { Tone } from '@/shared/StatusTag';

export const PURPOSES: readonly Purpose[] = [
  'working_capital',
  'fulfil_order',
  'early_collection',
  'equipment',
  'research',
  'breeding',
];

export const TERMS = [3, 6, 9, 12, 18, 24, 36, 48, 60] as const;

export const PLEDGES: readonly CollateralKind[] = [
  'receivable',
  'order',
  'intellectual_property',
  'equipment',
  'livestock',
  'park_guarantee',
  'equity',
];

export const REQUEST_TONES: Record<RequestStatus, Tone> = {
  open: 'running',
  accepted: 'good',
  cancelled: 'neutral',
  lapsed: 'warning',
};

export const INVITATION_TONES: Record<InvitationStatus, Tone> = {
  open: 'running',
  declined: 'neutral',
  withdrawn: 'neutral',
  won: 'good',
  lost: 'neutral',
  cancelled: 'neutral',
  lapsed: 'neutral',
};

export function offerTone({ status, is_acceptable }: BidOfferBody): Tone {
  if (status === 'accepted') return 'good';
  return is_acceptable ? 'running' : 'neutral';
}

/** Open, but its validity has ended: nobody has to change it for that. */
export function offerState({ status, is_acceptable }: BidOfferBody): string {
  return status === 'open' && !is_acceptable ? 'expired' : status;
}

/** A fact of the picture in words. */
export function useFactText(): (fact: PictureFactBody) => string {
  const { t } = useTranslation('catalog');
  const figure = useFigureText();
  const industries = useIndustries();
  const regions = useRegions();
  return ({ fact, unit, value }) => {
    if (fact === 'industry_section') return t(`section.${value}`);
    if (fact === 'industry_division') return industries.nameOf(value);
    if (fact === 'province') return regions.nameOf(value);
    return figure(unit as FigureUnit, value);
  };
}
