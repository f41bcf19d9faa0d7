import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { registerAssetMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { NewAssetBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { MarkFields } from './MarkFields';

/** Puts a thing on record, so that it can be pledged once. */
export function RegisterAsset() {
  const { t } = useTranslation('evidence');
  const [isOpen, setOpen] = useState(false);
  const registering = useAction(registerAssetMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('asset.registered'));
    },
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('asset.register')}
      </Button>
      <FormDrawer<NewAssetBody>
        title={t('asset.register')}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={(body) => registering.mutate({ body })}
        busy={registering.isPending}
        error={registering.error}
        submitLabel={t('asset.register')}
        initialValues={{ kind: 'goods' }}
      >
        <MarkFields />
        <Form.Item name="description" label={t('asset.description')} rules={[{ max: 500 }]}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
