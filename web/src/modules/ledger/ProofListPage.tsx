import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Form } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  closePeriodMutation,
  getTrialBalanceOptions,
  listProofsOptions,
  proveBooksMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BooksProofBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { FormDrawer } from '@/shared/FormDrawer';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { toast } from '@/shared/toast';

/** Whether balances equal their postings, each night and when asked; and closing a period. */
export default function ProofListPage() {
  const { t } = useTranslation('ledger');
  const [isClosing, setClosing] = useState(false);
  const mayClose = useMay('ledger:close');
  const trial = useQuery(getTrialBalanceOptions());
  const prove = useAction(proveBooksMutation(), {
    onDone: ({ is_exact }) => toast(t(is_exact ? 'proof.exact' : 'proof.inexact')),
  });
  return (
    <ListPage
      title={t('proof.title')}
      read={({ limit, cursor }) => listProofsOptions({ query: { limit, cursor } })}
      columns={useProofColumns()}
      rowKey={({ id }) => id}
      actions={
        <>
          <ButtonLink to="/operations/ledger">{t('trial.title')}</ButtonLink>
          {mayClose && <Button onClick={() => setClosing(true)}>{t('closing.title')}</Button>}
          <Button type="primary" loading={prove.isPending} onClick={() => prove.mutate({})}>
            {t('proof.run')}
          </Button>
        </>
      }
      empty={{ title: t('proof.empty'), hint: t('proof.empty_hint') }}
    >
      <QueryGate query={trial}>
        {({ closed_through }) => (
          <Tiles>
            <Tile
              label={t('closing.through')}
              value={closed_through ? <DateText value={closed_through} /> : t('closing.never')}
              note={t('closing.note')}
            />
          </Tiles>
        )}
      </QueryGate>
      {isClosing && <ClosingDrawer onClose={() => setClosing(false)} />}
    </ListPage>
  );
}

function ClosingDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const close = useAction(closePeriodMutation(), {
    onDone: () => {
      onClose();
      toast(t('closing.done'));
    },
  });
  return (
    <FormDrawer<{ through: Dayjs }>
      title={t('closing.title')}
      open
      onClose={onClose}
      onSubmit={({ through }) => close.mutate({ body: { through: through.format('YYYY-MM-DD') } })}
      busy={close.isPending}
      error={close.error}
      submitLabel={t('closing.title')}
    >
      <p>{t('closing.effect')}</p>
      <Form.Item
        name="through"
        label={t('closing.through')}
        rules={[{ required: true, message: t('closing.missing') }]}
      >
        <DatePicker maxDate={dayjs().subtract(1, 'day')} />
      </Form.Item>
    </FormDrawer>
  );
}

function useProofColumns(): readonly Column<BooksProofBody>[] {
  const { t } = useTranslation('ledger');
  const counts = [
    'accounts',
    'entries',
    'postings',
    'wrong_balances',
    'wrong_holds',
    'unbalanced_entries',
    'changed_periods',
  ] as const;
  return [
    {
      key: 'at',
      title: t('proof.at'),
      cell: ({ proved_at }) => <DateText value={proved_at} />,
      text: ({ proved_at }) => proved_at,
    },
    {
      key: 'result',
      title: t('proof.result'),
      cell: ({ is_exact }) => (
        <StatusTag
          tone={is_exact ? 'good' : 'bad'}
          label={t(is_exact ? 'proof.exact' : 'proof.inexact')}
        />
      ),
      text: ({ is_exact }) => t(is_exact ? 'proof.exact' : 'proof.inexact'),
    },
    ...counts.map((part): Column<BooksProofBody> => ({
      key: part,
      title: t(`proof.${part}`),
      numeric: true,
      cell: (proof) => proof[part],
      text: (proof) => String(proof[part]),
    })),
  ];
}
