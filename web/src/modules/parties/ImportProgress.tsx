import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportBody } from '@/api/generated/types.gen';
import { formatBytes } from '@/shared/upload/bytes';
import { ImportCounts } from './ImportCounts';
import { percentOf } from './imports';

/** What has arrived, what is read, what was taken in so far. */
export function ImportProgress({ found }: { found: ImportBody }) {
  const { t } = useTranslation('parties');
  return (
    <section className="card">
      <Progress
        percent={percentOf(found)}
        status="active"
        aria-label={t('import.progress', { name: found.file_name })}
      />
      <p className="tabular" role="status">
        {t(`import.now.${found.status}`, {
          sent: formatBytes(found.received_bytes),
          whole: formatBytes(found.size_bytes),
          lines: found.counts.lines.toLocaleString(),
          total: (found.total_lines ?? 0).toLocaleString(),
        })}
      </p>
      {found.counts.lines > 0 && <ImportCounts found={found} />}
    </section>
  );
}
