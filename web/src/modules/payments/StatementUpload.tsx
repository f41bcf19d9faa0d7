import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importBankStatementMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** Takes in a camt.053 file. The id is made with the choice: sent twice, it is imported once. */
export function StatementUpload() {
  const { t } = useTranslation('payments');
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string>();
  const send = useAction(importBankStatementMutation(), {
    onDone: ({ items }) => {
      setName(undefined);
      const breaks = items.reduce((sum, { open_breaks }) => sum + open_breaks, 0);
      toast(t('upload.done', { count: items.length, breaks }));
    },
  });
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setName(file.name);
    send.mutate({ path: { statement_id: crypto.randomUUID() }, body: file });
  };
  return (
    <>
      <Button type="primary" loading={send.isPending} onClick={() => input.current?.click()}>
        {t('upload')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".xml,application/xml"
        hidden
        aria-label={t('upload')}
        onChange={({ target }) => {
          take(target.files?.[0]);
          target.value = '';
        }}
      />
      <Modal
        open={send.isError}
        title={t('upload.refused', { name })}
        onCancel={() => send.reset()}
        footer={<Button onClick={() => send.reset()}>{t('common:close')}</Button>}
      >
        <ErrorNote error={send.error} />
        <p className="muted">{t('upload.nothing_changed')}</p>
      </Modal>
    </>
  );
}
