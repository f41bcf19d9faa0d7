import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askExportMutation, listExportsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { getExportFile } from '@/api/generated/sdk.gen';
import type { DataExportBody } from '@/api/generated/types.gen';
import { withProof } from '@/api/proof';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { saveBlob } from '@/shared/list/csv';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';

const TONES: Record<DataExportBody['state'], Tone> = {
  asked: 'running',
  ready: 'good',
  expired: 'neutral',
};
const ASK_AGAIN_MS = 2000;

/** All that is kept of me, as one file. */
export function ExportCard() {
  const { t } = useTranslation('privacy');
  const exports = useQuery({
    ...listExportsOptions(),
    refetchInterval: ({ state }) =>
      state.data?.some((each) => each.state === 'asked') ? ASK_AGAIN_MS : false,
  });
  const ask = useAction(askExportMutation());
  return (
    <section className="card" aria-label={t('export.title')}>
      <h2>{t('export.title')}</h2>
      <p>{t('export.hint')}</p>
      <ErrorNote error={ask.error} />
      <Button type="primary" loading={ask.isPending} onClick={() => ask.mutate({})}>
        {t('export.ask')}
      </Button>
      <QueryGate query={exports}>
        {(found) => (
          <ul className="privacy-lines privacy-exports">
            {found.map((each) => (
              <ExportLine key={each.id} made={each} />
            ))}
          </ul>
        )}
      </QueryGate>
    </section>
  );
}

function ExportLine({ made }: { made: DataExportBody }) {
  const { t } = useTranslation('privacy');
  const [error, setError] = useState<unknown>();
  const take = async (): Promise<void> => {
    setError(undefined);
    try {
      const path = { export_id: made.id };
      const { data } = await withProof(() =>
        getExportFile({ path, parseAs: 'blob', throwOnError: true }),
      );
      saveBlob(`rongqu-${made.id}.zip`, data as Blob);
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <li>
      <div className="privacy-line">
        <DateText value={made.asked_at} />
        <StatusTag tone={TONES[made.state]} label={t(`export.state.${made.state}`)} />
        {made.state === 'ready' && (
          <Button icon={<DownloadOutlined />} onClick={() => void take()}>
            {t('export.take')}
          </Button>
        )}
      </div>
      {made.state === 'ready' && made.expires_at && (
        <p className="muted small">
          {t('export.expires')} <DateText value={made.expires_at} />
        </p>
      )}
      <ErrorNote error={error} />
    </li>
  );
}
