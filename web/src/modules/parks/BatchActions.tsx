import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  checkParkBatchAgainMutation,
  decideParkBatchMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ParkBatchDetailBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatShort } from '@/shared/money';
import { toast } from '@/shared/toast';
import { APPROVABLE } from './words';

/** Once everything is checked: look again, or decide on all that was not taken out. */
export function BatchActions({ detail }: { detail: ParkBatchDetailBody }) {
  const { t } = useTranslation('parks');
  const { portal } = useSession();
  const [wanted, setWanted] = useState<'approve' | 'refuse'>();
  const again = useAction(checkParkBatchAgainMutation());
  const { batch, may_decide: mayDecide, counts } = detail;
  if (batch.status !== 'ready' || portal !== 'institution') return null;
  const approvable = APPROVABLE.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  return (
    <Space wrap>
      <Button
        loading={again.isPending}
        onClick={() => again.mutate({ path: { batch_id: batch.id } })}
      >
        {t('check_again')}
      </Button>
      {mayDecide && (
        <>
          <Button danger onClick={() => setWanted('refuse')}>
            {t('decide.refuse')}
          </Button>
          <Button type="primary" disabled={approvable === 0} onClick={() => setWanted('approve')}>
            {t('decide.approve', { count: approvable })}
          </Button>
        </>
      )}
      {wanted && (
        <DecisionDrawer
          detail={detail}
          approvable={approvable}
          isApproved={wanted === 'approve'}
          onClose={() => setWanted(undefined)}
        />
      )}
    </Space>
  );
}

interface DecisionDrawerProps {
  detail: ParkBatchDetailBody;
  approvable: number;
  isApproved: boolean;
  onClose: () => void;
}

function DecisionDrawer({ detail, approvable, isApproved, onClose }: DecisionDrawerProps) {
  const { t, i18n } = useTranslation('parks');
  const decide = useAction(decideParkBatchMutation(), {
    onDone: () => {
      onClose();
      toast(t('decide.done'));
    },
  });
  const title = isApproved ? t('decide.approve', { count: approvable }) : t('decide.refuse');
  return (
    <FormDrawer<{ note: string }>
      title={title}
      open
      onClose={onClose}
      onSubmit={({ note }) =>
        decide.mutate({
          path: { batch_id: detail.batch.id },
          body: { is_approved: isApproved, note },
        })
      }
      busy={decide.isPending}
      error={decide.error}
      submitLabel={title}
    >
      <p className="muted">
        {isApproved
          ? t('decide.effect', { amount: formatShort(detail.amount, i18n.language) })
          : t('decide.refuse_effect')}
      </p>
      <Form.Item
        name="note"
        label={t('decide.note')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('decide.note_missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
