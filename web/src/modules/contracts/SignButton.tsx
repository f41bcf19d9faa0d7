import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signContractMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { formatRate } from '@/shared/rates';
import { toast } from '@/shared/toast';

/** Signs exactly the document on the screen: its fingerprint goes along with the password. */
export function SignButton({ contract, sha256 }: { contract: ContractBody; sha256: string }) {
  const { t } = useTranslation('contracts');
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
          { label: t('side.enterprise'), value: contract.borrower.name },
          { label: t('side.institution'), value: contract.lender.name },
          { label: t('yearly_rate'), value: formatRate(contract.yearly_rate) },
          { label: t('term'), value: t('months', { count: contract.term_months }) },
          { label: t('method'), value: t(`method.${contract.method}`) },
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
