import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusTag } from '@/shared/StatusTag';
import { TryOut } from './TryOut';
import { exampleOf, type ApiDocument, type Listed } from './apiDocument';

interface ApiOperationViewProps {
  listed: Listed;
  document: ApiDocument;
  /** Absent where nothing is tried out. */
  secret: string | undefined;
}

export function ApiOperationView({ listed, document, secret }: ApiOperationViewProps) {
  const { t } = useTranslation('outreach');
  const [open, setOpen] = useState(false);
  const { method, path, operation } = listed;
  return (
    <details
      className="api-operation"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <code className="api-method">{method}</code>
        <code>{path}</code>
        {operation.deprecated && <StatusTag tone="warning" label={t('api.deprecated')} />}
      </summary>
      {open && <Details listed={listed} document={document} secret={secret} />}
    </details>
  );
}

function Details({ listed, document, secret }: ApiOperationViewProps) {
  const { t } = useTranslation('outreach');
  const { operation } = listed;
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema && JSON.stringify(exampleOf(schema, document), null, 2);
  const codes = Object.keys(operation.responses).join(', ');
  return (
    <>
      {operation['x-sunset-on'] && (
        <Alert
          type="warning"
          showIcon
          message={t('api.sunset', {
            since: operation['x-deprecated-on'],
            until: operation['x-sunset-on'],
            instead: operation['x-successor'],
          })}
        />
      )}
      <p>{operation.description}</p>
      <Parameters listed={listed} />
      {body && (
        <>
          <h4>{t('api.body')}</h4>
          <pre className="message-body">{body}</pre>
        </>
      )}
      <p className="muted small">
        {t('api.answers')}: {codes}
      </p>
      {secret !== undefined && <TryOut listed={listed} secret={secret} body={body} />}
    </>
  );
}

function Parameters({ listed }: { listed: Listed }) {
  const { t } = useTranslation('outreach');
  const { parameters = [] } = listed.operation;
  if (parameters.length === 0) return null;
  return (
    <ul>
      {parameters.map(({ name, in: place, required, schema }) => (
        <li key={`${place} ${name}`}>
          <code>{name}</code>{' '}
          <span className="muted small">
            {place} · {schema.format ?? schema.type ?? 'string'}
            {required && ` · ${t('api.required')}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
