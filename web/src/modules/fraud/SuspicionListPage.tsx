import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  clearSuspicionMutation,
  listSuspicionsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ClearingBody, SuspicionBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FormDrawer } from '@/shared/FormDrawer';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { placeOf, SuspicionPlace } from '@/shared/risk-review/SuspicionPlace';
import { StatusTag } from '@/shared/StatusTag';
import { ClearingWishes } from './ClearingWishes';

/** What the platform found by itself; a person looks into it and clears it with a reason. */
export default function SuspicionListPage() {
  const { t } = useTranslation('fraud');
  const [clearing, setClearing] = useState<SuspicionBody>();
  return (
    <>
      <ClearingWishes />
      <ListPage
        title={t('suspicions.title')}
        read={({ limit, cursor, filters }) =>
          listSuspicionsOptions({
            query: {
              limit,
              cursor,
              is_open: filters.state === undefined ? undefined : filters.state === 'open',
            },
          })
        }
        columns={useSuspicionColumns(setClearing)}
        rowKey={({ id }) => id}
        to={({ application_id, enterprise_id }) =>
          application_id
            ? `/operations/applications/${application_id}`
            : `/operations/risk/${enterprise_id}`
        }
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('suspicions.state'),
            options: (['open', 'cleared'] as const).map((value) => ({
              value,
              label: t(`suspicions.state.${value}`),
            })),
          },
        ]}
        empty={{ title: t('suspicions.none'), hint: t('suspicions.none_hint') }}
      />
      {clearing && <ClearDrawer suspicion={clearing} onClose={() => setClearing(undefined)} />}
    </>
  );
}

function useSuspicionColumns(
  onClear: (suspicion: SuspicionBody) => void,
): readonly Column<SuspicionBody>[] {
  const { t } = useTranslation('fraud');
  const mayClear = useMay('fraud:examine');
  return [
    {
      key: 'who',
      title: t('suspicions.who'),
      cell: ({ enterprise_name }) => enterprise_name ?? '—',
      text: ({ enterprise_name }) => enterprise_name ?? '',
    },
    {
      key: 'what',
      title: t('suspicions.what'),
      cell: ({ code }) => t(`finding.${code}`),
      text: ({ code }) => t(`finding.${code}`),
    },
    {
      key: 'weight',
      title: t('suspicions.weight'),
      cell: ({ weight }) => (
        <StatusTag tone={weight === 'strong' ? 'bad' : 'warning'} label={t(`weight.${weight}`)} />
      ),
      text: ({ weight }) => t(`weight.${weight}`),
    },
    {
      key: 'where',
      title: t('suspicions.where'),
      cell: (suspicion) => <SuspicionPlace suspicion={suspicion} />,
      text: (suspicion) =>
        suspicion.lines_found === null
          ? placeOf(suspicion)
          : `${suspicion.lines_found}/${suspicion.lines_seen}`,
    },
    {
      key: 'seen',
      title: t('suspicions.seen'),
      cell: ({ seen_at }) => <DateText value={seen_at} />,
      text: ({ seen_at }) => seen_at,
    },
    {
      key: 'state',
      title: t('suspicions.state'),
      cell: (found) =>
        found.cleared_at === null ? (
          mayClear && (
            <Button size="small" onClick={() => onClear(found)}>
              {t('suspicions.clear')}
            </Button>
          )
        ) : (
          <span className="muted">{found.clearing}</span>
        ),
      text: ({ clearing }) => clearing ?? '',
    },
  ];
}

function ClearDrawer({ suspicion, onClose }: { suspicion: SuspicionBody; onClose: () => void }) {
  const { t } = useTranslation('fraud');
  const clear = useAction(clearSuspicionMutation(), { onDone: onClose });
  return (
    <FormDrawer<ClearingBody>
      title={t('suspicions.clear')}
      open
      onClose={onClose}
      onSubmit={(body) => clear.mutate({ path: { suspicion_id: suspicion.id }, body })}
      busy={clear.isPending}
      error={clear.error}
    >
      <p>
        {suspicion.enterprise_name}: {t(`finding.${suspicion.code}`)}
      </p>
      <Form.Item
        name="reason"
        label={t('suspicions.reason')}
        extra={t('suspicions.reason_hint')}
        rules={[{ required: true, min: 2 }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
