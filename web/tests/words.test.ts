// Words are complete: both languages say the same things, and no page asks for words that are not
// there. What a page builds (`state.${state}`) cannot be seen here; the browser stories show it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allEntries, allRoutes } from '@/app/rooms';

const SRC = join(import.meta.dirname, '../src');
type Words = Record<string, string>;

function wordsOf(language: string): Map<string, Words> {
  const folder = join(SRC, 'locales', language);
  return new Map(
    readdirSync(folder).map((file) => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Words,
    ]),
  );
}

const chinese = wordsOf('zh-CN');
const english = wordsOf('en');
const placeholders = (text: string | undefined): string[] => text?.match(/{{\w+}}/g)?.sort() ?? [];

it('both languages have the same files', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

describe.each([...chinese])('%s', (room, words) => {
  const other = english.get(room) ?? {};

  it('has the same keys in both languages', () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(words).sort());
  });

  it('has the same placeholders and no empty words', () => {
    for (const [key, text] of Object.entries(words)) {
      expect(placeholders(other[key]), key).toEqual(placeholders(text));
      expect(text && other[key], key).toBeTruthy();
    }
  });
});

/** A key with a count is there in the forms of its plural. */
const isKnown = (room: string, key: string): boolean => {
  const words = chinese.get(room) ?? {};
  return key in words || `${key}_other` in words;
};

it('every menu entry has its label', () => {
  const missing = allEntries.filter(({ labelKey }) => !isKnown('shell', labelKey));
  expect(missing.map(({ labelKey }) => labelKey)).toEqual([]);
});

it('every page has the title it names', () => {
  const missing = allRoutes.filter(
    ({ room, titleKey }) => titleKey !== undefined && !isKnown(room, titleKey),
  );
  expect(missing.map(({ room, titleKey }) => `${room}:${titleKey}`)).toEqual([]);
});

/** A room that is opened (under the name `t`), one whose `t` is handed in, or a key asked for. */
const WORDS_OR_ROOM =
  /(?:{ t: \w+[^=}]*} = )?useTranslation\(\[?(?:'(\w+)')?|TFunction<'(\w+)'>|\bt\('([\w.:]+)'/g;

/** `t('key')` of the first `useTranslation` above it; `t('room:key')` of the room it names. */
export function wordsAskedFor(source: string): string[] {
  const asked: string[] = [];
  let room = 'common';
  for (const [whole, opened, handed, key] of source.matchAll(WORDS_OR_ROOM)) {
    if (key !== undefined) asked.push(key.includes(':') ? key : `${room}:${key}`);
    else if (!whole.startsWith('{ t: ')) room = opened ?? handed ?? 'common';
  }
  return asked;
}

it('finds what a source asks for', () => {
  const source =
    "useTranslation(); t('save'); useTranslation(['risk', 'x']); t('a.b'); t('shell:c')";
  expect(wordsAskedFor(source)).toEqual(['common:save', 'risk:a.b', 'shell:c']);
  const handedIn =
    "(t: TFunction<'risk'>) => t('a'); const { t: place } = useTranslation('regions'); t('b')";
  expect(wordsAskedFor(handedIn)).toEqual(['risk:a', 'risk:b']);
});

it('no page asks for words that are not there', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.includes('.test.'),
  );
  const missing = sources.flatMap((path) =>
    wordsAskedFor(readFileSync(join(SRC, path), 'utf8'))
      .filter((full) => !isKnown(...(full.split(':') as [string, string])))
      .map((full) => `${path}: ${full}`),
  );
  expect(missing).toEqual([]);
});
