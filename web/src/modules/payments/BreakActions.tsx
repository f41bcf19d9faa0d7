import { Button, Form, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askWriteOffMutation,
  assignBreakMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BreakBody, BreakDetailBody, WriteOffAskedBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

/** Take it over or give it back; and, where nothing else will explain it, ask for a write-off. */
export function BreakActions({ detail: { item, write_off: asked } }: { detail: BreakDetailBody }) {
  const { t } = useTranslation('payments');
  const { user_id: me } = useSession();
  const mayWork = useMay('payments:work_breaks');
  const [isAsking, setAsking] = useState(false);
  const assign = useAction(assignBreakMutation());
  if (!mayWork) return null;
  const isMine = item.assigned_to === me;
  const mayAsk = asked === null && item.reason !== 'not_settled';
  return (
    <>
      <Space wrap>
        <Button
          loading={assign.isPending}
          onClick={() => assign.mutate({ path: { break_id: item.id }, body: { is_mine: !isMine } })}
        >
          {t(isMine ? 'break.give_back' : 'break.take')}
        </Button>
        {mayAsk && (
          <Button type="primary" onClick={() => setAsking(true)}>
            {t('write_off')}
          </Button>
        )}
      </Space>
      <ErrorNote error={assign.error} />
      {isAsking && <WriteOffDrawer item={item} onClose={() => setAsking(false)} />}
    </>
  );
}

function WriteOffDrawer({ item, onClose }: { item: BreakBody; onClose: () => void }) {
  const { t } = useTranslation('payments');
  const ask = useAction(askWriteOffMutation(), {
    onDone: () => {
      onClose();
      toast(t('write_off.asked'));
    },
  });
  return (
    <FormDrawer<WriteOffAskedBody>
      title={t('write_off')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ path: { break_id: item.id }, body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('write_off.ask')}
    >
      <p>{t('write_off.intro')}</p>
      <Form.Item
        name="remark"
        label={t('write_off.remark')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('resolve.remark_short') }]}
      >
        <Input.TextArea rows={4} maxLength={500} showCount autoFocus />
      </Form.Item>
    </FormDrawer>
  );
}
