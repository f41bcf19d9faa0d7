import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '@/shared/ErrorNote';
import { addressOf, type Listed } from './apiDocument';

const LONGEST_SHOWN = 20_000;

interface TryOutProps {
  listed: Listed;
  secret: string;
  body: string | undefined;
}

interface Tried {
  status: number;
  remaining: string | null;
  text: string;
}

/** Sends the request as a program with the given key would: without the cookies of this browser. */
export function TryOut({ listed, secret, body: example }: TryOutProps) {
  const { t } = useTranslation('outreach');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [body, setBody] = useState(example ?? '');
  const send = useMutation({ mutationFn: () => tryOut(listed, secret, values, body) });
  const asked = (listed.operation.parameters ?? []).filter(
    ({ in: place }) => place === 'path' || place === 'query',
  );
  return (
    <div className="api-fields">
      {asked.map(({ name }) => (
        <Input
          key={name}
          addonBefore={name}
          aria-label={name}
          value={values[name] ?? ''}
          onChange={({ target }) => setValues({ ...values, [name]: target.value })}
        />
      ))}
      {example !== undefined && (
        <Input.TextArea
          aria-label={t('api.body')}
          autoSize={{ minRows: 3, maxRows: 14 }}
          value={body}
          onChange={({ target }) => setBody(target.value)}
        />
      )}
      <div>
        <Button disabled={secret === ''} loading={send.isPending} onClick={() => send.mutate()}>
          {t(secret === '' ? 'api.key_first' : 'api.send')}
        </Button>
      </div>
      <ErrorNote error={send.error} />
      {send.data && (
        <pre className="message-body" aria-live="polite">
          {`HTTP ${send.data.status} · RateLimit-Remaining: ${send.data.remaining ?? '–'}\n\n`}
          {send.data.text}
        </pre>
      )}
    </div>
  );
}

async function tryOut(
  listed: Listed,
  secret: string,
  values: Readonly<Record<string, string>>,
  body: string,
): Promise<Tried> {
  const answer = await fetch(addressOf(listed, values), {
    method: listed.method,
    credentials: 'omit',
    headers: {
      Authorization: `Bearer ${secret.trim()}`,
      'Idempotency-Key': crypto.randomUUID(),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body && listed.method !== 'GET' ? body : undefined,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    remaining: answer.headers.get('RateLimit-Remaining'),
    text: pretty(text).slice(0, LONGEST_SHOWN),
  };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
