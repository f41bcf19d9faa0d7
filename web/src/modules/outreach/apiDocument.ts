import { queryOptions } from '@tanstack/react-query';

/** As much of an OpenAPI document (3.1) as the page of the API shows. */
export interface ApiDocument {
  servers?: readonly { url: string; description?: string }[];
  paths: Record<string, Record<string, ApiOperation>>;
  components: { schemas: Record<string, ApiSchema> };
}

export interface ApiOperation {
  operationId: string;
  description?: string;
  tags?: readonly string[];
  deprecated?: boolean;
  'x-deprecated-on'?: string;
  'x-sunset-on'?: string;
  'x-successor'?: string;
  parameters?: readonly ApiParameter[];
  requestBody?: { content: Record<string, { schema: ApiSchema }> };
  responses: Record<string, { description?: string; content?: Record<string, unknown> }>;
}

export interface ApiParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: ApiSchema;
}

export interface ApiSchema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  default?: unknown;
  items?: ApiSchema;
  properties?: Record<string, ApiSchema>;
  anyOf?: readonly ApiSchema[];
}

export interface Listed {
  id: string;
  room: string;
  method: string;
  path: string;
  operation: ApiOperation;
}

export const apiDocumentOptions = queryOptions({
  queryKey: ['openapi'],
  queryFn: async (): Promise<ApiDocument> => {
    const answer = await fetch('/api/v1/openapi.json', { credentials: 'omit' });
    if (!answer.ok) throw new Error(`The API answers ${answer.status}`);
    return (await answer.json()) as ApiDocument;
  },
  staleTime: Infinity,
});

export function listOperations(document: ApiDocument): readonly Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      room: operation.tags?.[0] ?? '',
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

export function matches({ path, id, operation }: Listed, wanted: string): boolean {
  const text = `${path} ${id} ${operation.description ?? ''}`.toLowerCase();
  return text.includes(wanted.trim().toLowerCase());
}

/** Only a sandbox is for trying out: there no request moves real money. */
export function isSandbox(document: ApiDocument): boolean {
  return document.servers?.[0]?.description === 'sandbox';
}

const DEEPEST = 6;
const BY_FORMAT: Record<string, string> = {
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '2026-12-01',
  'date-time': '2026-12-01T08:00:00Z',
};

/** A value that fits, to begin from. */
export function exampleOf(schema: ApiSchema, document: ApiDocument, depth = 0): unknown {
  if (depth > DEEPEST) return null;
  if (schema.$ref) {
    const named = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return named ? exampleOf(named, document, depth + 1) : null;
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0], document, depth + 1);
  return plainExample(schema, document, depth);
}

function plainExample(schema: ApiSchema, document: ApiDocument, depth: number): unknown {
  if (schema.type === 'object') {
    const parts = Object.entries(schema.properties ?? {});
    return Object.fromEntries(
      parts.map(([name, part]) => [name, exampleOf(part, document, depth + 1)]),
    );
  }
  if (schema.type === 'array') {
    return schema.items ? [exampleOf(schema.items, document, depth + 1)] : [];
  }
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  return schema.type === 'boolean' ? true : (BY_FORMAT[schema.format ?? ''] ?? '');
}

/** The address with its parts filled in; empty query values are left out. */
export function addressOf(
  { path, operation }: Pick<Listed, 'path' | 'operation'>,
  values: Readonly<Record<string, string>>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters ?? []) {
    const value = values[name];
    if (place === 'query' && value) query.set(name, value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}
