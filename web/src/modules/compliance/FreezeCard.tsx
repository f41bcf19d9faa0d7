import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { askReleaseMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AlertDetailBody, FreezeBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';

interface FreezeCardProps {
  detail: AlertDetailBody;
  onFreeze: () => void;
}

/** Whether the account is frozen; freezing takes one person, releasing two. */
export function FreezeCard({ detail, onFreeze }: FreezeCardProps) {
  const { t } = useTranslation('compliance');
  const mayFreeze = useMay('compliance:order_freeze');
  const { freeze } = detail;
  return (
    <>
      <h2>{t('freeze.title')}</h2>
      {freeze ? (
        <Frozen freeze={freeze} mayRelease={mayFreeze} />
      ) : (
        <>
          <p className="muted">{t('freeze.none')}</p>
          {mayFreeze && (
            <Button danger onClick={onFreeze}>
              {t('alert.freeze')}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function Frozen({ freeze, mayRelease }: { freeze: FreezeBody; mayRelease: boolean }) {
  const { t } = useTranslation('compliance');
  const mayApprove = useMay('compliance:approve_release');
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <StatusTag tone="bad" label={t('freeze.holds')} />{' '}
      {freeze.bank_frozen_at === null ? (
        <StatusTag tone="waiting" label={t('freeze.bank_waits')} />
      ) : (
        <span className="muted">
          {t('freeze.bank_done')} <DateText value={freeze.bank_frozen_at} />
        </span>
      )}
      <p>
        {t(freeze.reason, { defaultValue: freeze.reason })} · <DateText value={freeze.ordered_at} />
      </p>
      {freeze.pending ? (
        <FourEyes
          asked={freeze.pending}
          mayApprove={mayApprove}
          title={t('freeze.release')}
          effect={<p>{t('freeze.release_effect')}</p>}
          undo={t('freeze.release_undo')}
          approvedWords={t('freeze.released')}
          rejectedWords={t('freeze.stays')}
        />
      ) : (
        mayRelease && <Button onClick={() => setAsking(true)}>{t('freeze.release')}</Button>
      )}
      {isAsking && <ReleaseDrawer freeze={freeze} onClose={() => setAsking(false)} />}
    </>
  );
}

function ReleaseDrawer({ freeze, onClose }: { freeze: FreezeBody; onClose: () => void }) {
  const { t } = useTranslation('compliance');
  const ask = useAction(askReleaseMutation(), {
    onDone: () => {
      onClose();
      toast(t('hit.clear_done'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('freeze.release')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ path: { freeze_id: freeze.id }, body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('freeze.release')}
    >
      <p>{t('freeze.release_effect')}</p>
      <Form.Item
        name="reason"
        label={t('propose.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('propose.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
