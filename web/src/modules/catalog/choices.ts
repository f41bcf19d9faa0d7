import type {
  CollateralKind,
  DayCount,
  DocumentKind,
  Grade,
  ProductKind,
  Purpose,
  RateBase,
  RepaymentMethod,
  TermsBody,
} from '@/api/generated/types.gen';

/** Each list holds every value the API knows: one that is missing does not compile. */
function all<Value extends string>(values: Record<Value, true>): readonly Value[] {
  return Object.keys(values) as Value[];
}

export const KINDS = all<ProductKind>({
  credit_loan: true,
  order_financing: true,
  receivables_factoring: true,
  ip_pledge: true,
  equipment_lease: true,
  livestock_collateral: true,
  green_loan: true,
  sci_tech_combination: true,
  park_batch: true,
  debt_restructuring: true,
  cross_border: true,
});

export const PURPOSES = all<Purpose>({
  working_capital: true,
  fulfil_order: true,
  early_collection: true,
  equipment: true,
  research: true,
  breeding: true,
});

export const METHODS = all<RepaymentMethod>({
  equal_instalment: true,
  equal_principal: true,
  flat: true,
  interest_only: true,
  bullet: true,
});

export const DAY_COUNTS = all<DayCount>({
  act_360: true,
  act_365f: true,
  act_act_isda: true,
  thirty_e_360: true,
  thirty_360_us: true,
});

export const RATE_BASES = all<RateBase>({ fixed: true, lpr: true });

export const REPRICINGS = all<NonNullable<TermsBody['repricing']>>({
  new_year: true,
  anniversary: true,
  monthly: true,
});

export const GRADES = all<Grade>({ A: true, B: true, C: true, D: true, E: true });

export const COLLATERALS = all<CollateralKind>({
  order: true,
  receivable: true,
  intellectual_property: true,
  equipment: true,
  livestock: true,
  park_guarantee: true,
  equity: true,
  carbon_reduction: true,
});

export const DOCUMENTS = all<DocumentKind>({
  business_licence: true,
  articles: true,
  representative_id: true,
  financial_statements: true,
  tax_returns: true,
  bank_statements: true,
  order_contract: true,
  receivable_statement: true,
  debtor_confirmation: true,
  patent_certificate: true,
  valuation_report: true,
  equipment_quote: true,
  insurance_policy: true,
  quarantine_certificate: true,
});
