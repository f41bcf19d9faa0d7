import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  askErasureMutation,
  previewErasureOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { useLocale } from '@/shared/useLocale';
import { VerdictList } from './VerdictList';

/** Close the account; what would be kept, why and until when is shown before. */
export function ErasureCard() {
  const { t } = useTranslation('privacy');
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="card" aria-label={t('erasure.title')}>
      <h2>{t('erasure.title')}</h2>
      <p>{t('erasure.hint')}</p>
      <Button danger onClick={() => setOpen(true)}>
        {t('erasure.look')}
      </Button>
      {isOpen && <ErasureDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function ErasureDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const locale = useLocale();
  const preview = useQuery(previewErasureOptions({ query: { locale } }));
  const ask = useAction(askErasureMutation(), {
    // The session has ended with the answer: begin anew, as a stranger.
    onDone: () => window.location.assign('/'),
  });
  return (
    <Modal
      open
      title={t('erasure.confirm_title')}
      okText={t('erasure.confirm')}
      cancelText={t('common:cancel')}
      okButtonProps={{ danger: true, loading: ask.isPending, disabled: !preview.isSuccess }}
      onOk={() => ask.mutate({ query: { locale } })}
      onCancel={onClose}
    >
      <p>{t('erasure.effect')}</p>
      <QueryGate query={preview}>
        {(found) => <VerdictList verdicts={found} when="before" />}
      </QueryGate>
      <ErrorNote error={ask.error} />
    </Modal>
  );
}
