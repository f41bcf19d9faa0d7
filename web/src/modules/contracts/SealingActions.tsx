import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  resumeSealingMutation,
  withdrawSealingMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { SealingBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** What one does with a list that does not end by itself: try the rest again, or withdraw it. */
export function SealingActions({ sealing }: { sealing: SealingBody }) {
  const { t } = useTranslation('contracts');
  const path = { sealing_id: sealing.id };
  const withdraw = useAction(withdrawSealingMutation());
  const resume = useAction(resumeSealingMutation(), {
    onDone: () => toast(t('seal.resumed')),
  });
  const isSealing = sealing.status === 'sealing';
  if (sealing.status !== 'open' && !isSealing) return null;
  return (
    <>
      {isSealing && (
        <Button loading={resume.isPending} onClick={() => resume.mutate({ path })}>
          {t('seal.resume')}
        </Button>
      )}
      <Popconfirm
        title={t('seal.withdraw_sure')}
        description={t('seal.withdraw_hint')}
        okText={t('seal.withdraw')}
        onConfirm={() => withdraw.mutate({ path })}
      >
        <Button danger loading={withdraw.isPending}>
          {t(isSealing ? 'seal.stop' : 'seal.withdraw')}
        </Button>
      </Popconfirm>
      <ErrorNote error={resume.error ?? withdraw.error} />
    </>
  );
}
