import { EyeOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote';

const SHOWN_MS = 30_000;
const SHORTEST_REASON = 4;

interface MaskedTextProps {
  /** As the API gives it: `138****5678`. */
  masked: string;
  /** What it is: "mobile number"; part of the button's name. */
  label: string;
  /** Asks the API for the plain text; the reason goes on record. Without it nothing can be shown. */
  reveal?: (reason: string) => Promise<string>;
}

export function MaskedText({ masked, label, reveal }: MaskedTextProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [plain, setPlain] = useState<string>();

  useEffect(() => {
    if (plain === undefined) return undefined;
    const hide = window.setTimeout(() => setPlain(undefined), SHOWN_MS);
    return () => window.clearTimeout(hide);
  }, [plain]);

  return (
    <span className="masked tabular">
      {plain ?? masked}
      {reveal && plain === undefined && (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined />}
          aria-label={t('masked.reveal', { label })}
          onClick={() => setAsking(true)}
        />
      )}
      {reveal && asking && (
        <ReasonDialog
          label={label}
          reveal={reveal}
          onClose={() => setAsking(false)}
          onPlain={setPlain}
        />
      )}
    </span>
  );
}

interface ReasonDialogProps {
  label: string;
  reveal: (reason: string) => Promise<string>;
  onClose: () => void;
  onPlain: (plain: string) => void;
}

function ReasonDialog({ label, reveal, onClose, onPlain }: ReasonDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const ask = async ({ reason }: { reason: string }): Promise<void> => {
    setBusy(true);
    try {
      onPlain(await reveal(reason));
      onClose();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('masked.reveal', { label })}
      okText={t('masked.show')}
      cancelText={t('cancel')}
      okButtonProps={{ htmlType: 'submit', form: id, loading: busy }}
      onCancel={onClose}
    >
      <p className="muted">{t('masked.on_record')}</p>
      <ErrorNote error={error} />
      <Form<{ reason: string }>
        id={id}
        layout="vertical"
        disabled={busy}
        onFinish={(values) => void ask(values)}
      >
        <Form.Item
          name="reason"
          label={t('masked.reason')}
          rules={[{ required: true, min: SHORTEST_REASON, message: t('masked.reason_missing') }]}
        >
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
