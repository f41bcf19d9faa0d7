import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderRepaymentMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody, MoneyBody, QuoteBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { isProblem } from '@/api/problems';
import { ButtonLink } from '@/shared/ButtonLink';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { formatExact } from '@/shared/money';
import { toast } from '@/shared/toast';
import { partsOf } from './parts';

interface RepayButtonProps {
  loan: LoanBody;
  quote: QuoteBody;
  primary?: boolean;
  /** Of what is late: so much of it only. */
  part?: MoneyBody;
  /** Of a prepayment: how much of the principal, and what gets less. */
  early?: { principal: MoneyBody; effect: 'instalment' | 'term' };
}

/** What a borrower pays is an instalment, what a lessee pays a rental. */
function usePayWords(loan: LoanBody, { kind }: QuoteBody, amount: string, isPart: boolean) {
  const { t } = useTranslation('servicing');
  const button = isPart ? 'instalment' : kind;
  const isRental = loan.structure.lease !== null;
  return {
    button:
      isRental && (button === 'instalment' || button === 'arrears')
        ? t(`rental.button.${button}`, { amount })
        : t(`pay.button.${button}`, { amount }),
    title:
      isRental && (kind === 'instalment' || kind === 'arrears')
        ? t(`rental.title.${kind}`)
        : t(`pay.title.${kind}`),
  };
}

/** Pays exactly what is shown; if that has changed meanwhile, nothing is paid and one is told. */
export function RepayButton({ loan, quote, primary = false, part, early }: RepayButtonProps) {
  const { t, i18n } = useTranslation('servicing');
  const [isOpen, setOpen] = useState(false);
  const pay = useAction(orderRepaymentMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('pay.ordered'));
    },
  });
  const close = () => {
    pay.reset();
    setOpen(false);
  };
  const paid = part ?? quote.amount;
  const amount = formatExact(paid, i18n.language);
  const words = usePayWords(loan, quote, amount, part !== undefined);
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {words.button}
      </Button>
      <ConfirmMoneyDialog
        open={isOpen}
        title={words.title}
        amount={paid}
        facts={[
          ...(part ? [] : partsOf(quote, t)),
          { label: t('pay.from'), value: t('pay.own_account') },
          { label: t('pay.to'), value: loan.lender_name },
        ]}
        undo={
          isProblem(pay.error, 'payments.insufficient_funds') ? (
            <ButtonLink to="/enterprise/funds">{t('pay.top_up')}</ButtonLink>
          ) : (
            t(`pay.undo.${quote.kind}`)
          )
        }
        confirmLabel={t('pay.confirm')}
        busy={pay.isPending}
        error={pay.error}
        onConfirm={() =>
          pay.mutate({
            path: { loan_id: loan.id },
            body: { kind: quote.kind, amount: paid, ...early },
          })
        }
        onCancel={close}
      />
    </>
  );
}
