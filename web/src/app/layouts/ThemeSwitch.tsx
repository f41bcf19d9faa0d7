import { BulbFilled, BulbOutlined, DesktopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useThemeChoice, type ThemeChoice } from '../theme';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: <DesktopOutlined />, light: <BulbOutlined />, dark: <BulbFilled /> };

export function ThemeSwitch() {
  const { t } = useTranslation('shell');
  const { choice, choose } = useThemeChoice();
  const label = t('theme.switch', { now: t(`theme.${choice}`), next: t(`theme.${NEXT[choice]}`) });
  return (
    <Button
      type="text"
      icon={ICON[choice]}
      aria-label={label}
      title={label}
      onClick={() => choose(NEXT[choice])}
    />
  );
}
