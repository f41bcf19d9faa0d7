import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listSuspectLinesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { SuspectLineBody, SuspicionBody } from '@/api/generated/types.gen';
import { DateText } from '../DateText';
import { RowTable } from '../list/RowTable';
import { MoneyText } from '../MoneyText';
import { QueryGate } from '../QueryGate';
import { useIsPhone } from '../useMedia';
import './risk-review.css';

const KEYS = / ?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A place without the keys of rows, which tell nobody anything. */
export function placeOf({ where }: Pick<SuspicionBody, 'where'>): string {
  return where.replaceAll(KEYS, '').trim() || '—';
}

/** Where a suspicion was found; of invoices, how many they are, and on a click which. */
export function SuspicionPlace({ suspicion }: { suspicion: SuspicionBody }) {
  const { t } = useTranslation('fraud');
  const [isOpen, setOpen] = useState(false);
  const { lines_found: found, lines_seen: seen } = suspicion;
  if (found === null || seen === null) return <>{placeOf(suspicion)}</>;
  return (
    <>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('suspicions.lines', { found, seen })}
      </Button>
      {isOpen && <LinesDrawer suspicion={suspicion} onClose={() => setOpen(false)} />}
    </>
  );
}

function LinesDrawer({ suspicion, onClose }: { suspicion: SuspicionBody; onClose: () => void }) {
  const { t } = useTranslation('fraud');
  const isPhone = useIsPhone();
  const lines = useQuery(listSuspectLinesOptions({ path: { suspicion_id: suspicion.id } }));
  return (
    <Drawer
      open
      title={t(`finding.${suspicion.code}`)}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      width={760}
      height="88%"
    >
      <QueryGate query={lines}>
        {({ items }) => (
          <>
            {suspicion.lines_found !== items.length && (
              <p className="muted">
                {t('suspicions.lines_first', {
                  found: suspicion.lines_found,
                  shown: items.length,
                })}
              </p>
            )}
            <Lines lines={items} />
          </>
        )}
      </QueryGate>
    </Drawer>
  );
}

function Lines({ lines }: { lines: readonly SuspectLineBody[] }) {
  const { t } = useTranslation('fraud');
  if (lines.some(({ file_line }) => file_line !== null)) return <RefusedLines lines={lines} />;
  return (
    <RowTable
      label={t('suspicions.show_lines')}
      rows={lines}
      rowKey={({ direction, code, number }) => `${direction} ${code} ${number}`}
      columns={[
        { key: 'number', title: t('lines.number'), cell: ({ number }) => number },
        {
          key: 'day',
          title: t('lines.day'),
          cell: ({ issued_on }) => <DateText value={issued_on ?? ''} />,
        },
        {
          key: 'direction',
          title: t('lines.direction'),
          cell: ({ direction }) => t(`lines.${direction}`),
        },
        {
          key: 'net',
          title: t('lines.net'),
          numeric: true,
          cell: ({ net }) => <MoneyText value={net} form="figure" />,
        },
        {
          key: 'tax',
          title: t('lines.tax'),
          numeric: true,
          cell: ({ tax }) => <MoneyText value={tax} form="figure" />,
        },
        {
          key: 'partner',
          title: t('lines.partner'),
          cell: ({ partner_code }) => partner_code || '—',
        },
      ]}
    />
  );
}

function RefusedLines({ lines }: { lines: readonly SuspectLineBody[] }) {
  const { t } = useTranslation('fraud');
  return (
    <ol className="refused-papers">
      {lines.map(({ file_line, said }) => (
        <li key={file_line}>
          <strong>{t('lines.file_line', { line: file_line })}</strong>
          <span className="muted">{t('lines.refused', { said })}</span>
        </li>
      ))}
    </ol>
  );
}
