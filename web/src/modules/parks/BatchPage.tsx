import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { getParkBatchOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ParkBatchDetailBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { usePathParam } from '@/shared/usePathParam';
import { BatchActions } from './BatchActions';
import { LineRows } from './LineRows';
import { BATCH_TONES, useProductName } from './words';

const EVERY_SECOND = 1000;

/** One list: how far its check is, what it found, and the lender's one decision. */
export default function BatchPage() {
  const batchId = usePathParam('batchId');
  const detail = useQuery({
    ...getParkBatchOptions({ path: { batch_id: batchId } }),
    refetchInterval: ({ state }) =>
      state.data?.batch.status === 'checking' ? EVERY_SECOND : false,
  });
  return <QueryGate query={detail}>{(data) => <Batch detail={data} />}</QueryGate>;
}

function Batch({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const productName = useProductName();
  const { batch } = detail;
  return (
    <>
      <PageHead
        title={`${batch.park_name} · ${productName(batch)}`}
        tags={
          <StatusTag tone={BATCH_TONES[batch.status]} label={t(`batch_status.${batch.status}`)} />
        }
        actions={<BatchActions detail={detail} />}
      />
      <p className="muted">
        {batch.institution_name} · {batch.file_name} · <DateText value={batch.put_forward_at} />
      </p>
      <Checking detail={detail} />
      <Outcome detail={detail} />
      <Figures detail={detail} />
      <LineRows detail={detail} />
    </>
  );
}

function Checking({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const { batch, counts } = detail;
  if (batch.status !== 'checking') return null;
  const done = batch.lines - (counts.waiting ?? 0);
  return (
    <div className="card" role="status">
      <p>{t('checking', { done, lines: batch.lines })}</p>
      <Progress percent={Math.floor((done * 100) / batch.lines)} status="active" />
    </div>
  );
}

function Outcome({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const { status, note, valid_until: until } = detail.batch;
  if (note === null) return null;
  return (
    <Alert
      type={status === 'approved' ? 'success' : 'warning'}
      message={t(`outcome.${status}`)}
      description={
        <>
          {note}
          {until && <div className="muted">{t('outcome.until', { until })}</div>}
        </>
      }
    />
  );
}

function Figures({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const { batch, counts, amount, applied } = detail;
  const sum = (...statuses: (keyof typeof counts)[]): number =>
    statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);
  const wrong = sum('refused', 'failed');
  const isDecided = batch.status === 'approved';
  return (
    <Tiles>
      <Tile label={t('tile.lines')} value={batch.lines} />
      <Tile
        label={t(isDecided ? 'tile.approved' : 'tile.fits')}
        value={sum(isDecided ? 'approved' : 'fits')}
        note={isDecided ? t('tile.applied', { count: applied }) : undefined}
      />
      <Tile
        label={t('tile.amount')}
        value={<MoneyText value={amount} form="short" />}
        note={t('tile.amount_note')}
      />
      <Tile
        label={t('tile.wrong')}
        value={wrong}
        alarming={wrong > 0}
        note={
          wrong > 0 && (
            <Button
              type="link"
              size="small"
              href={`/api/v1/park-batches/${batch.id}/refused.csv`}
              icon={<DownloadOutlined />}
            >
              {t('tile.download')}
            </Button>
          )
        }
      />
    </Tiles>
  );
}
