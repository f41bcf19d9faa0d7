import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { cancelImportMutation, getImportOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ImportBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { ImportProgress } from './ImportProgress';
import { ImportReport } from './ImportReport';
import { ImportTag } from './ImportTag';
import { isUnderWay } from './imports';
import { RefusedLines } from './RefusedLines';
import './parties.css';

const EVERY_SECOND = 1000;

/** From the first byte to the report; can be left and come back to. */
export default function ImportPage() {
  const importId = usePathParam('importId');
  const found = useQuery({
    ...getImportOptions({ path: { import_id: importId } }),
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : EVERY_SECOND),
  });
  return <QueryGate query={found}>{(one) => <OneImport found={one} />}</QueryGate>;
}

function OneImport({ found }: { found: ImportBody }) {
  const { t } = useTranslation('parties');
  const { portal } = useSession();
  const mayImport = useMay('parties:import_invoices');
  const cancel = useAction(cancelImportMutation());
  const back = portal === 'enterprise' ? '/enterprise/invoices' : '/operations/imports';
  const stop = () => cancel.mutate({ path: { import_id: found.id } });
  return (
    <div className="parties-stack">
      <PageHead
        title={found.file_name}
        tags={<ImportTag status={found.status} />}
        actions={
          isUnderWay(found) && mayImport ? (
            <Popconfirm
              title={t('import.cancel_sure')}
              description={t('import.cancel_what')}
              okText={t('import.cancel')}
              cancelText={t('import.go_on')}
              onConfirm={stop}
            >
              <Button danger loading={cancel.isPending}>
                {t('import.cancel')}
              </Button>
            </Popconfirm>
          ) : (
            <ButtonLink to={back}>{t('import.back')}</ButtonLink>
          )
        }
      />
      <ErrorNote error={cancel.error} />
      {isUnderWay(found) ? <ImportProgress found={found} /> : <ImportReport found={found} />}
      {found.counts.refused > 0 && <RefusedLines found={found} />}
    </div>
  );
}
