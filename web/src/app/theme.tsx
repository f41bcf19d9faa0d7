import { theme as antdTheme, type ThemeConfig } from 'antd';
import { createContext, use, useEffect, useMemo, useState, type PropsWithChildren } from 'react';
import { useMedia } from '@/shared/useMedia';

export type ThemeChoice = 'system' | 'light' | 'dark';

const STORED = 'rongqu.theme';
const DARK = '(prefers-color-scheme: dark)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

interface ThemeState {
  choice: ThemeChoice;
  choose: (choice: ThemeChoice) => void;
  isDark: boolean;
}

const ThemeContext = createContext<ThemeState | null>(null);

export function useThemeChoice(): ThemeState {
  const state = use(ThemeContext);
  if (state === null) throw new Error('useThemeChoice needs ThemeProvider');
  return state;
}

export function ThemeProvider({ children }: PropsWithChildren) {
  const [choice, setChoice] = useState<ThemeChoice>(storedChoice);
  const systemIsDark = useMedia(DARK);
  const isDark = choice === 'system' ? systemIsDark : choice === 'dark';

  useEffect(() => {
    const name = isDark ? 'dark' : 'light';
    document.documentElement.style.colorScheme = name;
    document.documentElement.dataset.theme = name;
  }, [isDark]);

  const state = useMemo<ThemeState>(() => {
    const choose = (next: ThemeChoice): void => {
      localStorage.setItem(STORED, next);
      setChoice(next);
    };
    return { choice, choose, isDark };
  }, [choice, isDark]);

  return <ThemeContext value={state}>{children}</ThemeContext>;
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function useAntdTheme(): ThemeConfig {
  const { isDark } = useThemeChoice();
  const lessMotion = useMedia(LESS_MOTION);
  return useMemo(
    () => ({
      // Tokens become CSS variables under `.rongqu` on <html>; app.css uses them too.
      cssVar: { key: 'rongqu' },
      hashed: false,
      algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
      token: {
        ...(isDark ? DARK_TOKENS : LIGHT_TOKENS),
        borderRadius: 8,
        fontSize: 14,
        motion: !lessMotion,
        fontFamily:
          "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', " +
          "'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
      },
      // On the lighter teal of the dark look only dark words are readable.
      components: isDark ? { Button: { primaryColor: '#03201D' } } : {},
    }),
    [isDark, lessMotion],
  );
}

const LIGHT_TOKENS = {
  colorPrimary: '#0F766E',
  colorPrimaryBg: '#E4F3F0',
  colorPrimaryBgHover: '#D1EAE6',
  colorPrimaryBorder: '#93CFC7',
  colorPrimaryBorderHover: '#5FB3A9',
  colorPrimaryText: '#0B635C',
  colorInfo: '#1D6FB8',
  colorSuccess: '#15803D',
  colorSuccessBg: '#E9F6EE',
  colorSuccessBorder: '#9FD5B3',
  colorWarning: '#B45309',
  colorWarningBg: '#FDF4E4',
  colorWarningBorder: '#EBC48D',
  colorError: '#C0342B',
  colorLink: '#0F766E',
  colorBgLayout: '#F4F6F6',
  colorTextSecondary: 'rgba(0, 0, 0, 0.62)',
  colorTextTertiary: 'rgba(0, 0, 0, 0.56)',
  colorTextDescription: 'rgba(0, 0, 0, 0.58)',
  colorTextPlaceholder: 'rgba(0, 0, 0, 0.54)',
};

const DARK_TOKENS = {
  colorPrimary: '#2EC4B6',
  colorPrimaryText: '#4FD1C5',
  colorInfo: '#63ADEE',
  colorSuccess: '#34B36A',
  colorWarning: '#E0943A',
  colorError: '#F58A80',
  colorLink: '#3CC2B6',
  colorBgLayout: '#0E1514',
  colorBgContainer: '#16201F',
  colorBgElevated: '#1D2928',
  colorTextSecondary: 'rgba(255, 255, 255, 0.70)',
  colorTextTertiary: 'rgba(255, 255, 255, 0.60)',
  colorTextDescription: 'rgba(255, 255, 255, 0.62)',
  colorTextPlaceholder: 'rgba(255, 255, 255, 0.56)',
};
