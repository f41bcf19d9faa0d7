import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { wantAuditMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** Has the whole record gone over now; the result comes by itself. */
export function AuditButton() {
  const { t } = useTranslation('evidence');
  const mayAudit = useMay('evidence:audit');
  const audit = useAction(wantAuditMutation(), { onDone: () => toast(t('audit.wanted')) });
  if (!mayAudit) return null;
  return (
    <>
      {audit.error && <ErrorNote error={audit.error} />}
      <Button loading={audit.isPending} onClick={() => audit.mutate({})}>
        {t('audit.now')}
      </Button>
    </>
  );
}
