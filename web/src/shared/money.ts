/** Amounts stay decimal strings or whole minor units (分) from end to end: no binary fractions. */
export interface Money {
  amount: string;
  currency: string;
}

const WRITTEN = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/** "123.45" is 12345n; anything that is not an amount with at most two decimals is refused. */
export function toMinor(amount: string): bigint {
  const parts = WRITTEN.exec(amount);
  if (parts === null) throw new Error(`Not an amount: ${amount}`);
  const [, sign, whole = '0', fraction = ''] = parts;
  const minor = BigInt(whole + fraction.padEnd(2, '0'));
  return sign === '-' ? -minor : minor;
}

export function fromMinor(minor: bigint, currency = 'CNY'): Money {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  const sign = minor < 0n ? '-' : '';
  return { amount: `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`, currency };
}

/** Whole 元 or 万元 as a person types them; `undefined` if it is not a number. */
export function moneyFromText(text: string, unit: 'yuan' | 'wan' = 'yuan'): Money | undefined {
  const parts = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(text.replaceAll(/[,，\s]/g, ''));
  if (parts === null) return undefined;
  const [, whole = '0', fraction = ''] = parts;
  const places = unit === 'wan' ? 6 : 2;
  if (fraction.length > places) return undefined;
  return fromMinor(BigInt(whole + fraction.padEnd(places, '0')));
}

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** "-1,234,567.80": the figure alone, for columns whose head names the unit. */
export function formatFigure({ amount }: Money): string {
  const [, sign = '', whole = '0', cents = '00'] = /^(-?)(\d+)\.(\d{2})$/.exec(
    fromMinor(toMinor(amount)).amount,
  ) as unknown as string[];
  return `${sign}${grouped(whole)}.${cents}`;
}

export function formatExact(money: Money, language: string): string {
  return withUnit(formatFigure(money), money.currency, language);
}

interface Step {
  from: bigint;
  word: string;
}

const YUAN = 100n;
const STEPS: Record<'zh' | 'en', readonly Step[]> = {
  zh: [
    { from: 100_000_000n * YUAN, word: '亿' },
    { from: 10_000n * YUAN, word: '万' },
  ],
  en: [
    { from: 1_000_000_000n * YUAN, word: ' billion' },
    { from: 1_000_000n * YUAN, word: ' million' },
  ],
};

/** As a person says it: 12.5 万元, CNY 3.2 million. Rounded half up to two decimals. */
export function formatShort(money: Money, language: string): string {
  const minor = toMinor(money.amount);
  const size = minor < 0n ? -minor : minor;
  const step = STEPS[language === 'en' ? 'en' : 'zh'].find(({ from }) => size >= from);
  if (step === undefined) return formatExact(money, language);
  const hundredths = (size * 200n + step.from) / (2n * step.from);
  const figure = formatFigure(fromMinor(hundredths)).replace(/\.?0+$/, '');
  const sign = minor < 0n ? '-' : '';
  return withUnit(
    `${sign}${figure}${language === 'en' ? step.word : ` ${step.word}`}`,
    money.currency,
    language,
  );
}

function withUnit(figure: string, currency: string, language: string): string {
  if (language === 'en' || currency !== 'CNY') return `${currency} ${figure}`;
  return /[万亿]$/.test(figure) ? `${figure}元` : `${figure} 元`;
}
