import type { GlobalToken } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';

type Part = Record<string, unknown>;

/** Adds the house's colours and type, for light and dark alike, beneath what a chart asks for. */
export function withLook(option: EChartsCoreOption, token: GlobalToken): EChartsCoreOption {
  const axis = {
    axisLine: { lineStyle: { color: token.colorBorder } },
    axisLabel: { color: token.colorTextSecondary },
    splitLine: { lineStyle: { color: token.colorSplit } },
    nameTextStyle: { color: token.colorTextSecondary },
  };
  return {
    color: [
      token.colorPrimary,
      token.colorInfo,
      token.gold6,
      token.purple5,
      token.colorTextTertiary,
      token.red4,
    ],
    textStyle: { fontFamily: token.fontFamily, color: token.colorText },
    aria: { enabled: true },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    ...option,
    legend:
      option.legend && beneath(option.legend, { top: 0, textStyle: { color: token.colorText } }),
    xAxis: beneath(option.xAxis, axis),
    yAxis: beneath(option.yAxis, axis),
    // Drawn, not written as HTML: the content security policy allows no inline styles.
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: token.colorBgElevated,
      borderColor: token.colorBorderSecondary,
      textStyle: { color: token.colorText },
      ...(option.tooltip as Part | undefined),
    },
  };
}

function beneath(part: unknown, look: Part): unknown {
  if (part === undefined) return undefined;
  if (Array.isArray(part)) return part.map((one) => beneath(one, look));
  const wishes = Object.entries(part as Part).map(([key, wish]) => [key, over(look[key], wish)]);
  return { ...look, ...Object.fromEntries(wishes) };
}

/** A chart that asks for one part of a label keeps the rest of its look. */
function over(look: unknown, wish: unknown): unknown {
  return isPart(look) && isPart(wish) ? { ...look, ...wish } : wish;
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
