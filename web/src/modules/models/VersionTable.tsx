import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { endShadowMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ModelVersionBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { AppointDrawer } from './AppointDrawer';
import { interval, percent } from './figures';

interface VersionTableProps {
  versions: readonly ModelVersionBody[];
  onShow: (number: number) => void;
}

export function VersionTable({ versions, onShow }: VersionTableProps) {
  const { t } = useTranslation('models');
  const columns: readonly Column<ModelVersionBody>[] = [
    {
      key: 'number',
      title: t('name'),
      cell: ({ number, name }) => (
        <>
          {t('number', { number })} <strong>{name}</strong>
        </>
      ),
    },
    { key: 'kind', title: t('kind'), cell: ({ kind }) => t(`kind.${kind}`) },
    {
      key: 'post',
      title: t('post'),
      cell: ({ post }) => (
        <StatusTag
          tone={post === 'champion' ? 'good' : post === 'challenger' ? 'running' : 'waiting'}
          label={t(`post.${post ?? 'none'}`)}
        />
      ),
    },
    {
      key: 'auc',
      title: t('auc'),
      numeric: true,
      cell: ({ figures }) => (figures ? interval(figures) : '–'),
    },
    {
      key: 'base',
      title: t('base'),
      numeric: true,
      cell: ({ figures }) => (figures ? percent(figures.base_rate) : '–'),
    },
    {
      key: 'since',
      title: t('since'),
      cell: ({ since, number }) =>
        since ? <DateText value={since} /> : number === 0 ? t('standard') : '–',
    },
    { key: 'do', title: '', cell: (row) => <Actions version={row} onShow={onShow} /> },
  ];
  return (
    <RowTable
      label={t('title')}
      rows={versions}
      rowKey={({ number }) => String(number)}
      columns={columns}
    />
  );
}

interface ActionsProps {
  version: ModelVersionBody;
  onShow: (number: number) => void;
}

function Actions({ version, onShow }: ActionsProps) {
  const { t } = useTranslation('models');
  const mayAsk = useMay('models:ask_appointment');
  const [isOpen, setOpen] = useState(false);
  const end = useAction(endShadowMutation(), { onDone: () => toast(t('shadow.ended')) });
  const { number, post } = version;
  return (
    <div className="row-actions">
      <Button size="small" onClick={() => onShow(number)}>
        {t('card.open')}
      </Button>
      {mayAsk && post !== 'champion' && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('appoint')}
        </Button>
      )}
      {mayAsk && post === 'challenger' && (
        <Button
          size="small"
          loading={end.isPending}
          onClick={() => end.mutate({ path: { number } })}
        >
          {t('shadow.end')}
        </Button>
      )}
      {isOpen && <AppointDrawer version={version} onClose={() => setOpen(false)} />}
    </div>
  );
}
