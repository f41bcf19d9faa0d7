import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { exportRecordsMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { RecordExportBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { saveBlob } from '@/shared/list/csv';
import { toast } from '@/shared/toast';

/** What the filters show, as a signed archive that anybody can check. */
export function RecordExport({ body }: { body: RecordExportBody }) {
  const { t } = useTranslation('identity');
  const take = useAction(exportRecordsMutation(), {
    onDone: (archive) => {
      saveBlob('records.zip', archive);
      toast(t('records.exported'));
    },
  });
  return (
    <>
      <ErrorNote error={take.error} />
      <Button loading={take.isPending} onClick={() => take.mutate({ body })}>
        {t('records.export')}
      </Button>
    </>
  );
}
