import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

/** What a state means to the reader; colour never speaks alone, so each has its icon. */
export type Tone = 'neutral' | 'running' | 'waiting' | 'good' | 'warning' | 'bad';

const LOOK: Record<Tone, { color: string; icon: ReactNode }> = {
  neutral: { color: 'default', icon: <MinusCircleOutlined /> },
  running: { color: 'processing', icon: <SyncOutlined /> },
  waiting: { color: 'default', icon: <ClockCircleOutlined /> },
  good: { color: 'success', icon: <CheckCircleOutlined /> },
  warning: { color: 'warning', icon: <ExclamationCircleOutlined /> },
  bad: { color: 'error', icon: <CloseCircleOutlined /> },
};

interface StatusTagProps {
  tone: Tone;
  /** The state in the reader's words. */
  label: string;
}

export function StatusTag({ tone, label }: StatusTagProps) {
  const { color, icon } = LOOK[tone];
  return (
    <Tag color={color} icon={icon} className="status-tag">
      {label}
    </Tag>
  );
}
