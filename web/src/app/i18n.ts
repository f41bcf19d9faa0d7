import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh-CN' | 'en';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

const STORED = 'rongqu.language';
const FIRST_LOAD = ['common', 'shell'];

type Words = Record<string, string>;
const files = import.meta.glob<Words>('../locales/*/*.json', { import: 'default' });

/** A file of words is fetched when its language and room are needed for the first time. */
const wordsOnDemand: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, room, done) => {
    const load = files[`../locales/${language}/${room}.json`];
    if (load === undefined) return done(new Error(`No words for ${room} in ${language}`), false);
    load().then(
      (words) => done(null, words),
      (error: Error) => done(error, false),
    );
  },
};

export async function startI18n(language: Language): Promise<void> {
  await i18next
    .use(wordsOnDemand)
    .use(initReactI18next)
    .init({
      lng: language,
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      ns: FIRST_LOAD,
      defaultNS: 'common',
      // Keys are flat: `list.title` is one key, and so is `contracts.cannot_sign`.
      keySeparator: false,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(STORED, language);
}

/** What the person chose; else what the browser asks for; else Chinese. */
export function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.toLowerCase().slice(0, 2));
  return wanted.find((tag) => tag === 'zh' || tag === 'en') === 'en' ? 'en' : 'zh-CN';
}
