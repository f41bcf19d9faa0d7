import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { renewRecoveryCodesMutation } from '@/api/generated/@tanstack/react-query.gen';
import { ErrorNote } from '@/shared/ErrorNote';

const FEW = 3;

/** For the day the telephone is lost. Shown once, to be printed or written down. */
export function RecoveryCodes({ left }: { left: number }) {
  const { t } = useTranslation('identity');
  const [codes, setCodes] = useState<readonly string[]>();
  const renew = useAction(renewRecoveryCodesMutation(), {
    onDone: (answer) => setCodes(answer.codes),
  });
  return (
    <div className="factor-group">
      {left < FEW && (
        <Alert
          type="warning"
          showIcon
          message={t(left === 0 ? 'recovery.none' : 'recovery.few', { count: left })}
        />
      )}
      <div className="factor-row">
        <div>
          <strong>{t('recovery.name')}</strong>
          <div className="muted small">{t('recovery.left', { count: left })}</div>
          <ErrorNote error={renew.error} />
        </div>
        <Button
          size="small"
          type={left === 0 ? 'primary' : 'default'}
          loading={renew.isPending}
          onClick={() => renew.mutate({})}
        >
          {t(left === 0 ? 'recovery.make' : 'recovery.renew')}
        </Button>
      </div>
      <Modal
        open={codes !== undefined}
        title={t('recovery.name')}
        okText={t('recovery.kept')}
        cancelButtonProps={{ style: { display: 'none' } }}
        onOk={() => setCodes(undefined)}
        closable={false}
        maskClosable={false}
      >
        <p>{t('recovery.keep')}</p>
        <ul className="recovery-codes">
          {codes?.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Modal>
    </div>
  );
}
