import { useQuery } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getMandateOptions,
  giveMandateMutation,
  revokeMandateMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import './day-ends.css';

/** The borrower's leave to collect what falls due; everybody else sees whether it is given. */
export function DirectDebit({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const mayRepay = useMay('servicing:repay') && portal === 'enterprise';
  const path = { loan_id: loan.id };
  const mandate = useQuery(getMandateOptions({ path }));
  const give = useAction(giveMandateMutation(), { onDone: () => toast(t('debit.on')) });
  const revoke = useAction(revokeMandateMutation(), { onDone: () => toast(t('debit.off')) });
  return (
    <QueryGate query={mandate}>
      {({ is_given }) => (
        <div className="direct-debit">
          <Switch
            checked={is_given}
            disabled={!mayRepay || loan.status === 'closed'}
            loading={give.isPending || revoke.isPending}
            aria-label={t('debit.title')}
            onChange={(wanted) => (wanted ? give : revoke).mutate({ path })}
          />
          <div>
            <strong>{t('debit.title')}</strong>
            <div className="muted small">{t('debit.hint')}</div>
            <ErrorNote error={give.error ?? revoke.error} />
          </div>
        </div>
      )}
    </QueryGate>
  );
}
