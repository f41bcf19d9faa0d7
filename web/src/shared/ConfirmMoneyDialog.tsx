import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote';
import { Facts, type Fact } from './Facts';
import { MoneyText } from './MoneyText';
import type { Money } from './money';

interface ConfirmMoneyDialogProps {
  open: boolean;
  /** What will be done, as a sentence: "Repay instalment 3 of 12". */
  title: string;
  amount: Money;
  /** From where, to where, when, what fee. */
  facts: readonly Fact[];
  /** How it can be undone, or that it cannot. */
  undo: ReactNode;
  confirmLabel: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Once more before money moves or a signature binds: exactly what will happen, and the way back. */
export function ConfirmMoneyDialog({
  open,
  title,
  amount,
  facts,
  undo,
  confirmLabel,
  busy,
  error,
  onConfirm,
  onCancel,
}: ConfirmMoneyDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      title={title}
      okText={confirmLabel}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, autoFocus: true }}
      onOk={onConfirm}
      onCancel={onCancel}
      maskClosable={false}
      destroyOnHidden
    >
      <p className="confirm-amount">
        <MoneyText value={amount} strong />
      </p>
      <Facts facts={facts} />
      <p className="muted">{undo}</p>
      <ErrorNote error={error} />
    </Modal>
  );
}
