import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';

interface QueryGateProps<Data, Refusal> {
  query: UseQueryResult<Data, Refusal>;
  children: (data: Data) => ReactNode;
  /** What stands there while loading, shaped like what will come. */
  loading?: ReactNode;
}

/** Shows what was read; until then that it is loading, or why it is not there. */
export function QueryGate<Data, Refusal>({
  query,
  children,
  loading,
}: QueryGateProps<Data, Refusal>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return loading ?? <Skeleton active paragraph={{ rows: 4 }} />;
}
