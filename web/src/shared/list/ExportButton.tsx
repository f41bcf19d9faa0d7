import { DownloadOutlined } from '@ant-design/icons';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../toast';
import { useErrorWords } from '../useErrorWords';
import { saveFile, toCsv } from './csv';
import type { Column, ReadList } from './types';
import type { Filters } from './useFilters';

const PAGE_SIZE = 100;
const MOST_ROWS = 20_000;

interface ExportButtonProps<Row, Refusal, Key extends QueryKey> {
  title: string;
  read: ReadList<Row, Refusal, Key>;
  filters: Filters;
  columns: readonly Column<Row>[];
}

/** Fetches every row the filters let through, counts while it does, and stops when asked. */
export function ExportButton<Row, Refusal, Key extends QueryKey>({
  title,
  read,
  filters,
  columns,
}: ExportButtonProps<Row, Refusal, Key>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const wordsOf = useErrorWords();
  const [count, setCount] = useState<number>();
  const stopped = useRef(false);
  const written = columns.filter(({ text }) => text !== undefined);
  if (written.length === 0) return null;

  const fetchRows = async (): Promise<Row[] | undefined> => {
    const rows: Row[] = [];
    let cursor: string | undefined;
    do {
      const page = await queries.fetchQuery(read({ limit: PAGE_SIZE, cursor, filters }));
      rows.push(...page.items);
      setCount(rows.length);
      cursor = page.next_cursor ?? undefined;
      if (stopped.current) return undefined;
    } while (cursor !== undefined && rows.length < MOST_ROWS);
    return rows;
  };

  const run = async (): Promise<void> => {
    stopped.current = false;
    setCount(0);
    try {
      const rows = await fetchRows();
      if (rows === undefined) return;
      const lines = rows.map((row) => written.map(({ text }) => text?.(row) ?? ''));
      saveFile(
        `${title}.csv`,
        toCsv([written.map((column) => column.title), ...lines]),
        'text/csv',
      );
      toast(
        t(rows.length < MOST_ROWS ? 'list.exported' : 'list.exported_part', { count: rows.length }),
      );
    } catch (error) {
      toast(wordsOf(error).what, 'bad');
    } finally {
      setCount(undefined);
    }
  };

  if (count === undefined) {
    return (
      <Button icon={<DownloadOutlined />} onClick={() => void run()}>
        {t('list.export')}
      </Button>
    );
  }
  return (
    <Button onClick={() => (stopped.current = true)} aria-live="polite">
      {t('list.exporting', { count })}
    </Button>
  );
}
