import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { MoneyText } from '@/shared/MoneyText';
import { formatRate } from '@/shared/rates';
import { SignDialog } from './SignDialog';
import { sideOf } from './words';

/** Signs exactly the document on the screen: its fingerprint goes along with the proof. */
export function SignButton({ contract, sha256 }: { contract: ContractBody; sha256: string }) {
  const { t } = useTranslation('contracts');
  const side = sideOf(contract, useSession());
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('sign')}
      </Button>
      {isOpen && (
        <SignDialog
          envelopeId={contract.id}
          sha256={sha256}
          title={t('sign.title', { number: contract.number })}
          amount={<MoneyText value={contract.principal} strong />}
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
          ]}
          onEnd={() => setOpen(false)}
        />
      )}
    </>
  );
}
