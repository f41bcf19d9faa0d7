// The walls between rooms, each seen to stop a planted violation.
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { parser } from 'typescript-eslint';
import config from '../eslint.config.js';

const rooms = config.find(({ files }) => files?.includes('src/modules/**/*.{ts,tsx}'));
const linter = new Linter();
const LANGUAGE = { languageOptions: { parser: parser as Linter.Parser } };

function complaintsAbout(source: string): string[] {
  return linter.verify(source, [LANGUAGE, { rules: rooms?.rules }]).map(({ message }) => message);
}

it.each([
  ['another room', "import { x } from '@/modules/risk/ScorePage';"],
  ['another room by a relative path', "import { x } from '../../modules/risk/ScorePage';"],
  ['the inside of the shell', "import { x } from '@/app/router';"],
  ['a way up and out of the room', "import { x } from '../../shared/money';"],
])('a room may not import %s', (_, source) => {
  expect(complaintsAbout(source)).toHaveLength(1);
});

it.each([
  "import type { RoomRoute } from '@/app/contracts';",
  "import { MoneyText } from '@/shared/MoneyText';",
  "import { stages } from './stages';",
  "import { stages } from '../stages';",
])('a room may say %s', (source) => {
  expect(complaintsAbout(source)).toEqual([]);
});
