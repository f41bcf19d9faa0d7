import { expect, it } from 'vitest';
import {
  addressOf,
  exampleOf,
  isSandbox,
  listOperations,
  matches,
  type ApiDocument,
} from './apiDocument';

const DOCUMENT: ApiDocument = {
  servers: [{ url: '/', description: 'sandbox' }],
  paths: {
    '/api/v1/loans/{loan_id}': {
      get: {
        operationId: 'get_loan',
        tags: ['servicing'],
        description: 'One loan.',
        parameters: [
          { name: 'loan_id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'on', in: 'query', schema: { type: 'string', format: 'date' } },
        ],
        responses: {},
      },
    },
  },
  components: {
    schemas: {
      Money: {
        type: 'object',
        properties: { amount: { type: 'string' }, currency: { const: 'CNY' } },
      },
      Loop: { type: 'object', properties: { next: { $ref: '#/components/schemas/Loop' } } },
    },
  },
};
const [loan] = listOperations(DOCUMENT);

it('lists what the document has and finds it by any of its words', () => {
  expect(loan).toMatchObject({ id: 'get_loan', room: 'servicing', method: 'GET' });
  expect(loan && matches(loan, ' ONE loan')).toBe(true);
  expect(loan && matches(loan, 'invoice')).toBe(false);
});

it('fills the parts of an address in and leaves out what is empty', () => {
  expect(loan && addressOf(loan, { loan_id: 'a/b', on: '' })).toBe('/api/v1/loans/a%2Fb');
  expect(loan && addressOf(loan, { loan_id: '7', on: '2026-12-01' })).toBe(
    '/api/v1/loans/7?on=2026-12-01',
  );
});

it('makes an example that fits, and ends where a schema holds itself', () => {
  expect(exampleOf({ $ref: '#/components/schemas/Money' }, DOCUMENT)).toEqual({
    amount: '',
    currency: 'CNY',
  });
  expect(JSON.stringify(exampleOf({ $ref: '#/components/schemas/Loop' }, DOCUMENT))).toContain(
    'null',
  );
});

it('lets requests be tried out on a sandbox only', () => {
  expect(isSandbox(DOCUMENT)).toBe(true);
  expect(isSandbox({ ...DOCUMENT, servers: [{ url: '/', description: 'production' }] })).toBe(
    false,
  );
});
