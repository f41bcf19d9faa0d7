import { Button, Form, Input, Modal, QRCode } from 'antd';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { confirmTotpMutation, offerTotpMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useRefreshSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** Scan, type the first code, done. The secret is new each time the dialog opens. */
export function TotpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('identity');
  const id = useId();
  const refresh = useRefreshSession();
  const offer = useAction(offerTotpMutation());
  const confirm = useAction(confirmTotpMutation(), {
    onDone: () => {
      refresh();
      toast(t('totp.added'));
      onClose();
    },
  });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    offer.mutate({});
  }, [offer]);
  return (
    <Modal
      open
      title={t('totp.add')}
      footer={null}
      onCancel={onClose}
      maskClosable={false}
      destroyOnHidden
    >
      <p className="muted">{t('totp.scan')}</p>
      <ErrorNote error={offer.error} />
      {offer.data && (
        <div className="totp-offer">
          <QRCode value={offer.data.uri} size={180} bordered={false} bgColor="#fff" color="#000" />
          <div>
            <div className="muted small">{t('totp.secret')}</div>
            <code className="totp-secret">{inFours(offer.data.secret)}</code>
          </div>
        </div>
      )}
      <ErrorNote error={confirm.error} />
      <Form<{ code: string }>
        id={id}
        layout="vertical"
        requiredMark={false}
        disabled={confirm.isPending || offer.data === undefined}
        onFinish={({ code }) => confirm.mutate({ body: { code } })}
      >
        <Form.Item
          name="code"
          label={t('totp.code')}
          rules={[{ required: true, pattern: /^\d{6}$/, message: t('totp.code_missing') }]}
        >
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
          {t('totp.confirm')}
        </Button>
      </Form>
    </Modal>
  );
}

function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}
