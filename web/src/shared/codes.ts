import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  listIndustriesOptions,
  listRegionsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { CodeBody } from '@/api/generated/types.gen';

export interface CodeNode {
  value: string;
  label: string;
  children?: CodeNode[];
}

export interface Codes {
  /** Two levels, as a cascader shows them. */
  tree: readonly CodeNode[];
  nameOf: (code: string) => string;
  /** From the top down: where a code stands in the tree. */
  pathOf: (code: string) => string[];
}

/** Codes of a national standard: they do not change while the page is open. */
const FOR_GOOD = { staleTime: Infinity, gcTime: Infinity };

/** Provinces and their prefectures (GB/T 2260). */
export function useRegions(): Codes {
  const { i18n } = useTranslation();
  const { data } = useQuery({ ...listRegionsOptions(), ...FOR_GOOD });
  return codesOf(data?.items ?? [], i18n.language, ({ code }) => code.slice(-4) === '0000');
}

/** Sections and their divisions (GB/T 4754-2017). */
export function useIndustries(): Codes {
  const { i18n } = useTranslation();
  const { data } = useQuery({ ...listIndustriesOptions(), ...FOR_GOOD });
  return codesOf(data?.items ?? [], i18n.language, ({ parent }) => parent === '');
}

export function codesOf(
  items: readonly CodeBody[],
  language: string,
  isTop: (item: CodeBody) => boolean,
): Codes {
  const label = (item: CodeBody) => (language === 'en' ? item.name_en : item.name_zh);
  const byCode = new Map(items.map((item) => [item.code, item]));
  const nodeOf = (item: CodeBody): CodeNode => {
    const children = items
      .filter(({ parent }) => parent === item.code)
      .map((child) => ({ value: child.code, label: label(child) }));
    const node = { value: item.code, label: label(item) };
    return children.length > 0 ? { ...node, children } : node;
  };
  const pathOf = (code: string): string[] => {
    const item = byCode.get(code);
    if (item === undefined) return [];
    return item.parent === '' ? [code] : [item.parent, code];
  };
  return {
    tree: items.filter(isTop).map(nodeOf),
    pathOf,
    nameOf: (code) =>
      pathOf(code)
        .map((part) => byCode.get(part))
        .map((item) => (item ? label(item) : ''))
        .join(language === 'en' ? ', ' : ' '),
  };
}
