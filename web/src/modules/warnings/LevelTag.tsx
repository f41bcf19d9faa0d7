import { AlertFilled, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WarningLevel } from '@/api/generated/types.gen';

const LOOK = {
  red: { color: 'red', icon: <AlertFilled /> },
  yellow: { color: 'gold', icon: <ExclamationCircleFilled /> },
  blue: { color: 'blue', icon: <InfoCircleFilled /> },
} as const;

/** The colour of a warning, which never speaks alone: icon and word besides. */
export function LevelTag({ level }: { level: WarningLevel }) {
  const { t } = useTranslation('warnings');
  const { color, icon } = LOOK[level];
  return (
    <Tag color={color} icon={icon}>
      {t(`level.${level}`)}
    </Tag>
  );
}
