export interface Change {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

type Statement = Readonly<Record<string, unknown>> | null;

/** The fields in which two statements differ; those of `content` count one by one. */
export function changesOf(was: Statement, now: Statement): Change[] {
  const [before, after] = [flat(was), flat(now)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, before: before[name], after: after[name] }));
}

function flat(statement: Statement): Record<string, string> {
  const { content, ...rest } = statement ?? {};
  const inner = isRecord(content) ? content : {};
  const written = ([name, value]: [string, unknown]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ];
  return Object.fromEntries([...Object.entries(rest), ...Object.entries(inner)].map(written));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
