import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { getLoanFileOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanFileDetailBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FourEyes } from '@/shared/FourEyes';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import { usePathParam } from '@/shared/usePathParam';
import { FileLines } from './FileLines';
import { FileState } from './FileState';

const EVERY_SECOND = 1000;

/** One file: what a second person agrees to, how far it is booked, and each line's end. */
export default function FilePage() {
  const fileId = usePathParam('fileId');
  const detail = useQuery({
    ...getLoanFileOptions({ path: { file_id: fileId } }),
    refetchInterval: ({ state }) => (state.data?.file.status === 'taking' ? EVERY_SECOND : false),
  });
  return <QueryGate query={detail}>{(data) => <Detail detail={data} />}</QueryGate>;
}

function Detail({ detail }: { detail: LoanFileDetailBody }) {
  const { t } = useTranslation('bookings');
  const { file } = detail;
  return (
    <>
      <PageHead title={file.name} tags={<FileState file={file} />} />
      <p className="muted">
        {file.institution_name} · <DateText value={file.handed_in_at} />
      </p>
      <Asked detail={detail} />
      {file.status === 'taking' && (
        <div className="card" role="status">
          <p>{t('taking', { done: file.lines - file.waiting, lines: file.lines })}</p>
          <Progress
            percent={Math.floor(((file.lines - file.waiting) * 100) / file.lines)}
            status="active"
          />
        </div>
      )}
      <Tiles>
        <Tile label={t('tile.lines')} value={file.lines} />
        <Tile
          label={t('tile.amount')}
          value={<MoneyText value={file.amount} form="short" />}
          note={t('tile.amount_note')}
        />
        <Tile label={t('tile.booked')} value={file.done} note={<MoneyText value={file.booked} />} />
        <Tile label={t('tile.refused')} value={file.refused} alarming={file.refused > 0} />
      </Tiles>
      <FileLines file={file} />
    </>
  );
}

function Asked({ detail }: { detail: LoanFileDetailBody }) {
  const { t } = useTranslation('bookings');
  const mayApprove = useMay('bookings:approve');
  const { file, asked } = detail;
  if (asked === null) return null;
  return (
    <section className="card">
      <h2>{t('asked.title')}</h2>
      <FourEyes
        asked={asked}
        mayApprove={mayApprove}
        title={t('asked.title')}
        effect={
          <p>
            {t('asked.effect', { count: file.waiting })} <MoneyText value={file.amount} strong />
          </p>
        }
        undo={t('asked.undo')}
        approvedWords={t('asked.approved')}
        rejectedWords={t('asked.rejected')}
      />
    </section>
  );
}
