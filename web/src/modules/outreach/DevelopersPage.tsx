import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { ApiOperationView } from './ApiOperationView';
import { QuickStart } from './QuickStart';
import {
  apiDocumentOptions,
  isSandbox,
  listOperations,
  matches,
  type ApiDocument,
  type Listed,
} from './apiDocument';
import './outreach.css';

/** The open API: how to begin, and every operation, made from the OpenAPI file. */
export default function DevelopersPage() {
  const { t } = useTranslation('outreach');
  const document = useQuery(apiDocumentOptions);
  return (
    <div className="developers">
      <PageHead title={t('developers.title')} />
      <QuickStart />
      <section className="card">
        <h2>{t('developers.reference')}</h2>
        <QueryGate query={document}>{(found) => <Reference document={found} />}</QueryGate>
      </section>
    </div>
  );
}

function Reference({ document }: { document: ApiDocument }) {
  const { t } = useTranslation('outreach');
  const [wanted, setWanted] = useState('');
  const [secret, setSecret] = useState('');
  const all = useMemo(() => listOperations(document), [document]);
  const rooms = useMemo(() => byRoom(all.filter((each) => matches(each, wanted))), [all, wanted]);
  const mayTry = isSandbox(document);
  return (
    <>
      <p className="muted">{t(mayTry ? 'developers.sandbox' : 'developers.production')}</p>
      <div className="api-fields">
        <Input.Search
          allowClear
          aria-label={t('developers.search')}
          placeholder={t('developers.search')}
          onChange={({ target }) => setWanted(target.value)}
        />
        {mayTry && (
          <Input.Password
            value={secret}
            autoComplete="off"
            aria-label={t('developers.key')}
            placeholder={t('developers.key')}
            onChange={({ target }) => setSecret(target.value)}
          />
        )}
      </div>
      {rooms.length === 0 && <EmptyState title={t('developers.nothing')} />}
      {rooms.map(([room, operations]) => (
        <div key={room}>
          <h3>{t(`room.${room}`, { defaultValue: room })}</h3>
          {operations.map((listed) => (
            <ApiOperationView
              key={listed.id}
              listed={listed}
              document={document}
              secret={mayTry ? secret : undefined}
            />
          ))}
        </div>
      ))}
    </>
  );
}

function byRoom(operations: readonly Listed[]): readonly [string, readonly Listed[]][] {
  const rooms = new Map<string, Listed[]>();
  for (const each of operations) rooms.set(each.room, [...(rooms.get(each.room) ?? []), each]);
  return [...rooms];
}
