import type errorWords from '@/locales/zh-CN/errors.json';
import type { ProblemCode } from './generated/problem-codes';

/** Situations only this side of the wire can see. */
export type LocalCode = 'common.offline' | 'common.unreadable';

export type ErrorCode = ProblemCode | LocalCode;

type Complete<Words extends Record<ErrorCode, string>> = Words;

/** Does not compile while a code has no words in locales/zh-CN/errors.json; names the code. */
export type ErrorWordsFile = Complete<typeof errorWords>;

interface Problem {
  type: string;
  status: number;
  code: string;
  params: Record<string, unknown>;
}

/**
 * A refusal or a failure of a request. It has the fields of the problem the API declares, so the
 * generated error types hold for it: `error.code` is one of the endpoint's own codes.
 */
export class ApiError extends Error implements Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  /** What a user quotes to support; finds the request in our logs. */
  readonly reference: string | undefined;

  constructor(problem: Problem, reference?: string) {
    super(problem.code);
    this.name = 'ApiError';
    this.type = problem.type;
    this.status = problem.status;
    this.code = problem.code;
    this.params = problem.params;
    // A plain refusal explains itself; only what we must look into needs a number.
    this.reference = this.outcomeUnknown ? reference : undefined;
  }

  /** The request may have arrived or not: only asking again with the same key tells. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export function isProblem(error: unknown, code: ErrorCode): error is ApiError {
  return error instanceof ApiError && error.code === code;
}

/** Makes an ApiError of whatever a request threw; a cancelled request stays what it is. */
export function toApiError(error: unknown, response: Response | undefined): unknown {
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  if (error instanceof ApiError) return error;
  const reference = response?.headers.get('X-Correlation-Id') ?? undefined;
  if (response === undefined) return new ApiError(local('common.offline', 0));
  if (isWrittenProblem(error)) return new ApiError(error, reference);
  const code = response.ok ? 'common.unreadable' : 'common.http';
  return new ApiError(local(code, response.status), reference);
}

function local(code: ErrorCode, status: number): Problem {
  return { type: `/problems/${code}`, status, code, params: {} };
}

function isWrittenProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'params' in body;
}
