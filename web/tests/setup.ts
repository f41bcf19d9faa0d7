// Components are tested with the words people see, in Chinese.
import { cleanup } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach } from 'vitest';
import common from '@/locales/zh-CN/common.json';
import errors from '@/locales/zh-CN/errors.json';
import shell from '@/locales/zh-CN/shell.json';

await i18next.use(initReactI18next).init({
  lng: 'zh-CN',
  resources: { 'zh-CN': { common, errors, shell } },
  defaultNS: 'common',
  keySeparator: false,
  interpolation: { escapeValue: false },
});

afterEach(cleanup);
