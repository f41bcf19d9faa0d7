import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  listWaitingForSealOptions,
  openSealingMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { WaitingBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { RowTable } from '@/shared/list/RowTable';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './contracts.css';
import { principalOf, usePaperColumns } from './sealingWords';

/** What waits for the own seal: all are chosen, and any may be left out. */
export default function SealPage() {
  const { t } = useTranslation('contracts');
  const waiting = useQuery(listWaitingForSealOptions());
  return (
    <>
      <PageHead title={t('seal.choose')} />
      <QueryGate query={waiting}>
        {(papers) =>
          papers.length > 0 ? (
            <Choice papers={papers} />
          ) : (
            <EmptyState title={t('seal.nothing')} hint={t('seal.nothing_hint')} />
          )
        }
      </QueryGate>
    </>
  );
}

function Choice({ papers }: { papers: readonly WaitingBody[] }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const navigate = useNavigate();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = papers.filter(({ envelope_id }) => !left.has(envelope_id));
  const open = useAction(openSealingMutation(), {
    onDone: ({ id }) => void navigate({ to: `/${portal}/sealings/${id}` }),
  });
  const turn = (id: string): void =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const columns = usePaperColumns<WaitingBody>((row) => row);
  return (
    <section className="card sealing">
      <p className="muted">{t('seal.hint')}</p>
      <ErrorNote error={open.error} />
      <div className="sealing-sum">
        <Checkbox
          checked={chosen.length === papers.length}
          indeterminate={chosen.length > 0 && chosen.length < papers.length}
          onChange={({ target }) =>
            setLeft(new Set(target.checked ? [] : papers.map(({ envelope_id }) => envelope_id)))
          }
        >
          {t('seal.chosen', { chosen: chosen.length, all: papers.length })}
        </Checkbox>
        <MoneyText value={principalOf(chosen)} strong />
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={open.isPending}
          onClick={() =>
            open.mutate({ body: { envelope_ids: chosen.map(({ envelope_id }) => envelope_id) } })
          }
        >
          {t('seal.next')}
        </Button>
      </div>
      <RowTable
        label={t('seal.choose')}
        rows={papers}
        rowKey={({ envelope_id }) => envelope_id}
        columns={[
          {
            key: 'chosen',
            title: '',
            width: 48,
            cell: ({ envelope_id, number }) => (
              <Checkbox
                aria-label={number}
                checked={!left.has(envelope_id)}
                onChange={() => turn(envelope_id)}
              />
            ),
          },
          ...columns,
        ]}
      />
    </section>
  );
}
