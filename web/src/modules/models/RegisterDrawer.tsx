import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { registerModelVersionMutation } from '@/api/generated/@tanstack/react-query.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { DropField } from '@/shared/upload/DropField';

/** Takes in the file that `rongqu risk train` has signed. */
export function RegisterDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('models');
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const register = useAction(registerModelVersionMutation(), {
    onDone: () => {
      onClose();
      toast(t('registered'));
    },
  });
  const submit = async (): Promise<void> => {
    setMissing(file === undefined);
    if (file) register.mutate({ body: { artefact: await file.text() } });
  };
  return (
    <FormDrawer<object>
      title={t('register')}
      open
      onClose={onClose}
      onSubmit={() => void submit()}
      busy={register.isPending}
      error={register.error}
      submitLabel={t('register')}
    >
      <p className="muted">{t('register.hint')}</p>
      <DropField accept={['.json']} hint={t('register.drop')} onFile={setFile} />
      {file && <p>{t('register.chosen', { name: file.name })}</p>}
      {isMissing && !file && <p role="alert">{t('register.missing')}</p>}
    </FormDrawer>
  );
}
