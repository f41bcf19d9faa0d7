import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ApplicationBody, Stage } from '@/api/generated/types.gen';
import type { Tone } from '@/shared/StatusTag';

export const TONES: Record<Stage, Tone> = {
  draft: 'neutral',
  submitted: 'running',
  screening: 'running',
  review: 'running',
  due_diligence: 'running',
  approval: 'running',
  contract: 'waiting',
  payout: 'running',
  active: 'good',
  closed: 'good',
  returned: 'warning',
  rejected: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** The way everybody hopes for. */
export const MAIN_WAY: readonly Stage[] = [
  'draft',
  'submitted',
  'screening',
  'review',
  'due_diligence',
  'approval',
  'contract',
  'payout',
  'active',
  'closed',
];

export const EDITABLE: readonly Stage[] = ['draft', 'returned'];
export const OVER: readonly Stage[] = ['closed', 'rejected', 'withdrawn', 'expired'];

export function isOpen({ stage }: ApplicationBody): boolean {
  return !OVER.includes(stage);
}

/** The product in the reader's language. */
export function useProductName(): (product: ApplicationBody['product']) => string {
  const { i18n } = useTranslation();
  return ({ name, name_en }) => (i18n.language === 'en' ? name_en : name);
}

const OF_CATALOG: ReadonlySet<string> = new Set([
  'kind',
  'method',
  'purpose',
  'document',
  'fact',
  'collateral',
]);

/** The word for a code; one that nobody has put into words yet is shown as it came. */
export function useWord(): (group: string, code: string) => string {
  const { t, i18n } = useTranslation(['origination', 'catalog']);
  const word: TFunction = t;
  return (group, code) => {
    const own = `origination:${group}.${code}`;
    if (i18n.exists(own)) return word(own);
    const theirs = `catalog:${group}.${code}`;
    return OF_CATALOG.has(group) && i18n.exists(theirs) ? word(theirs) : code;
  };
}

/** "0.0680" as "6.8%": moved by two places as text, so that no binary fraction gets in. */
export function percent(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  const digits = whole + fraction.padEnd(2, '0').slice(0, 2);
  const rest = fraction.slice(2).replace(/0+$/, '');
  const shown = digits.replace(/^0+(?=\d)/, '');
  return `${shown}${rest === '' ? '' : `.${rest}`}%`;
}
