import type { TemplateVariableBody } from '@/api/generated/types.gen';

/** How a value is typed; how it is sent is `toGiven`'s affair. */
export type Typed = string | undefined;

const SEPARATOR = '|';

/** What the record says, as it would be typed. */
export function toTyped(variable: TemplateVariableBody, known: unknown): Typed {
  if (known === undefined || known === null) return undefined;
  switch (variable.kind) {
    case 'rate':
      return String(Number((Number(known) * 100).toFixed(4)));
    case 'table':
      return (known as string[][]).map((row) => row.join(` ${SEPARATOR} `)).join('\n');
    case 'text':
      return (known as { zh: string }).zh;
    case 'party': {
      const { name, code } = known as { name: string; code: string };
      return `${name} ${SEPARATOR} ${code}`;
    }
    case 'date':
    case 'money':
    case 'number':
      return `${known as string | number}`;
  }
}

/** What is sent for what was typed; a known value that nobody has touched goes as it came, with its
 *  English words. */
export function toGiven(variable: TemplateVariableBody, typed: string, known: unknown): unknown {
  if (typed === toTyped(variable, known)) return known;
  switch (variable.kind) {
    case 'rate':
      return (Number(typed) / 100).toFixed(6);
    case 'number':
      return Number(typed);
    case 'money':
      return typed.replaceAll(',', '');
    case 'table':
      return typed
        .split('\n')
        .filter((line) => line.trim())
        .map(cells);
    case 'party': {
      const [name, code] = cells(typed);
      return { name, code };
    }
    case 'date':
    case 'text':
      return typed;
  }
}

function cells(line: string): string[] {
  return line.split(SEPARATOR).map((cell) => cell.trim());
}

/** What a field shows while it is empty: the columns of a table, the parts of a party. */
export function placeholderOf(variable: TemplateVariableBody, language: 'zh' | 'en'): string {
  if (variable.kind === 'table')
    return variable.columns.map(({ heading }) => heading[language]).join(` ${SEPARATOR} `);
  return variable.kind === 'party' ? `… ${SEPARATOR} 91330100MA…` : '';
}
