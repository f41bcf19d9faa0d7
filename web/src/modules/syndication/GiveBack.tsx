import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveBackMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { OwnShareBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import type { Money } from '@/shared/money';

/** Pays what was called back from one's own custody account to the lender's. */
export function GiveBack({ own, amount }: { own: OwnShareBody; amount: Money }) {
  const { t } = useTranslation('syndication');
  const mayGiveBack = useMay('syndication:give_back');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const giveBack = useAction(giveBackMutation(), { onDone: close });
  return (
    <>
      <div className="muted small">{t('owed_hint')}</div>
      {mayGiveBack && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('give_back')}
        </Button>
      )}
      <ConfirmMoneyDialog
        open={open}
        title={t('give_back_title')}
        amount={amount}
        facts={[
          { label: t('loan'), value: own.product_name },
          { label: t('lead_lender'), value: own.lender_name },
        ]}
        undo={t('give_back_text')}
        confirmLabel={t('give_back')}
        busy={giveBack.isPending}
        error={giveBack.error}
        onConfirm={() => giveBack.mutate({ path: { loan_id: own.loan_id } })}
        onCancel={close}
      />
    </>
  );
}
