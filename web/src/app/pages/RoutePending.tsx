import { Skeleton } from 'antd';

export function RoutePending() {
  return <Skeleton active paragraph={{ rows: 6 }} className="card" />;
}
