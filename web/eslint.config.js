import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const MODULES_ARE_STRANGERS = {
  patterns: [
    {
      group: ['@/modules/*'],
      message: 'Rooms do not import each other: share through src/shared, or meet in a slot.',
    },
    { group: ['@/app/*', '!@/app/contracts'], message: 'Rooms know only @/app/contracts.' },
    { group: ['../../*'], message: 'Say it from the root: @/shared/…, @/api/….' },
  ],
  paths: [
    {
      name: '@ant-design/icons',
      importNames: ['default'],
      message: 'Import icons by name, so that only those are shipped.',
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'src/api/generated/', 'src/api/.check-*/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.recommendedTypeChecked,
      reactHooks.configs.flat.recommended,
      jsxA11y.flatConfigs.recommended,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 500 }],
      'max-lines-per-function': ['error', { max: 250 }],
      'max-params': ['error', 5],
      complexity: ['error', 12],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'off', // the router's redirects are thrown
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      'jsx-a11y/no-autofocus': 'off', // the first field of a page or dialog made for typing
    },
  },
  {
    files: ['src/modules/**/*.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', MODULES_ARE_STRANGERS] },
  },
);
