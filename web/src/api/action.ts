import {
  useMutation,
  useQueryClient,
  type UseMutationOptions,
  type UseMutationResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { Intent } from './intent';
import { ApiError } from './problems';
import { withProof } from './proof';

const MAX_RETRIES = 3;
const WORTH_RETRYING = new Set([0, 502, 503, 504]);

interface Request {
  path?: unknown;
  query?: unknown;
  body?: unknown;
  headers?: unknown;
}

/** What a page says: the Idempotency-Key is none of its business. */
type Unkeyed<Wish> = Omit<Wish, 'headers'>;

interface ActionOptions<Answer, Wish> {
  onDone?: (answer: Answer, wish: Unkeyed<Wish>) => void;
}

/**
 * Runs a generated mutation as one intent of the user: same Idempotency-Key through retries, and
 * afterwards everything on screen is asked for again, so that no page shows the state before.
 */
export function useAction<Answer, Refusal, Wish extends Request>(
  mutation: UseMutationOptions<Answer, Refusal, Wish>,
  { onDone }: ActionOptions<Answer, Wish> = {},
): UseMutationResult<Answer, Refusal, Unkeyed<Wish>> {
  const queries = useQueryClient();
  const intent = useRef(new Intent());
  const send = mutation.mutationFn;

  return useMutation<Answer, Refusal, Unkeyed<Wish>>({
    mutationFn: (wish, context) => {
      if (send === undefined) throw new Error('An action needs a generated mutation');
      const { path, query, body }: Request = wish;
      const key = intent.current.keyFor([path, query, body]);
      return withProof(() =>
        send({ ...wish, headers: { 'Idempotency-Key': key } } as Wish, context),
      );
    },
    retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(error),
    retryDelay: (failures) => 500 * 2 ** failures,
    // A paused button explains nothing; a refusal says that the line is down.
    networkMode: 'always',
    onError: (error) => {
      if (!(error instanceof ApiError && error.outcomeUnknown)) intent.current.settle();
    },
    onSuccess: async (answer, wish) => {
      intent.current.settle();
      onDone?.(answer, wish);
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
  });
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof ApiError && WORTH_RETRYING.has(error.status);
}
