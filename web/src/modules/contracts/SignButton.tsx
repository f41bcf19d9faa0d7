import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signContractMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { formatRate } from '@/shared/rates';
import { toast } from '@/shared/toast';
import { sideOf } from './words';

/** Signs exactly the document on the screen: its fingerprint goes along with the password. */
export function SignButton({ contract, sha256 }: { contract: ContractBody; sha256: string }) {
  const { t } = useTranslation('contracts');
  const side = sideOf(contract, useSession());
  const [isOpen, setOpen] = useState(false);
  const sign = useAction(signContractMutation(), {
    onDone: (signed) => {
      setOpen(false);
      toast(t(signed.status === 'signed' ? 'sign.done_all' : 'sign.done_one'));
    },
  });
  const close = () => {
    sign.reset();
    setOpen(false);
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('sign')}
      </Button>
      <ConfirmMoneyDialog
        open={isOpen}
        title={t('sign.title', { number: contract.number })}
        amount={contract.principal}
        facts={[
          {
            label: t('sign.with'),
            value: side === 'enterprise' ? contract.lender.name : contract.borrower.name,
          },
          {
            label: t('sign.terms'),
            value: t('sign.terms_short', {
              rate: formatRate(contract.yearly_rate),
              months: contract.term_months,
              method: t(`method.${contract.method}`),
            }),
          },
          {
            label: t('document.fingerprint_short'),
            value: <span className="tabular">{sha256.slice(0, 16)}…</span>,
          },
        ]}
        undo={t('sign.undo')}
        confirmLabel={t('sign.confirm')}
        withPassword
        busy={sign.isPending}
        error={sign.error}
        onConfirm={(password) =>
          sign.mutate({ path: { contract_id: contract.id }, body: { sha256, password } })
        }
        onCancel={close}
      />
    </>
  );
}
