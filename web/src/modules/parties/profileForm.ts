import type { EnterpriseBody, FiguresBody, ProfileBody } from '@/api/generated/types.gen';
import { inWan, moneyFromWan } from './wan';

/** What stands in the fields: text as typed, codes as the cascaders hold them. */
export interface ProfileFields {
  uscc?: string;
  name?: string;
  industry?: string[];
  region?: string[];
  founded_on?: string;
  capital?: string;
  employees?: string;
}

export interface FiguresFields {
  revenue?: string;
  net_assets?: string;
  net_profit?: string;
  total_liabilities?: string;
}

export const FIGURES = ['revenue', 'net_assets', 'net_profit', 'total_liabilities'] as const;

/** The fields have been checked by the form; nothing is left out here. */
export function profileOf(fields: ProfileFields): ProfileBody {
  return {
    name: fields.name ?? '',
    industry_code: fields.industry?.at(-1) ?? '',
    region_code: fields.region?.at(-1) ?? '',
    founded_on: fields.founded_on ?? '',
    registered_capital: yuan(fields.capital),
    employees: Number(fields.employees ?? 0),
  };
}

export function figuresOf(fields: FiguresFields): FiguresBody {
  return {
    revenue: yuan(fields.revenue),
    net_assets: yuan(fields.net_assets),
    net_profit: yuan(fields.net_profit),
    total_liabilities: yuan(fields.total_liabilities),
  };
}

/** Figures are stated whole or not at all. */
export function hasFigures(fields: FiguresFields): boolean {
  return FIGURES.some((name) => (fields[name] ?? '').trim() !== '');
}

export function fieldsOf(
  enterprise: EnterpriseBody,
  regionPath: (code: string) => string[],
  industryPath: (code: string) => string[],
): ProfileFields {
  return {
    name: enterprise.name,
    industry: industryPath(enterprise.industry_code),
    region: regionPath(enterprise.region_code),
    founded_on: enterprise.founded_on,
    capital: inWan(enterprise.registered_capital),
    employees: String(enterprise.employees),
  };
}

function yuan(text: string | undefined) {
  return moneyFromWan(text ?? '') ?? { amount: '0.00', currency: 'CNY' };
}
