import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Form, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  getInstitutionOptions,
  listPublicProductsOptions,
  putForwardCompaniesMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const TEMPLATE = '﻿企业名称,统一社会信用代码,联系人手机,申请金额（万元）,期限（月）\n';

interface Wish {
  productId: string;
  files: { originFileObj?: File; name: string }[];
}

/** For parks only: whoever lends sees no button. */
export function HandIn() {
  const { t } = useTranslation('parks');
  const { organisation, portal } = useSession();
  const may = useMay('parks:put_forward') && portal === 'institution';
  const own = useQuery({
    ...getInstitutionOptions({ path: { institution_id: organisation.id } }),
    enabled: may,
    retry: false,
  });
  const [open, setOpen] = useState(false);
  if (!may || own.data?.kind !== 'park') return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('hand_in')}
      </Button>
      {open && <HandInDrawer onClose={() => setOpen(false)} />}
    </>
  );
}

function HandInDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('parks');
  const navigate = useNavigate();
  const [batchId, setBatchId] = useState(() => crypto.randomUUID());
  const products = useQuery(listPublicProductsOptions({ query: { kind: 'park_batch' } }));
  const send = useAction(putForwardCompaniesMutation(), {
    onDone: ({ batch }) => {
      toast(t('hand_in.done', { count: batch.lines }));
      void navigate({ to: `/institution/park-batches/${batch.id}` });
    },
  });
  const submit = ({ productId, files }: Wish): void => {
    const file = files[0]?.originFileObj;
    if (file === undefined) return;
    const query = { product_id: productId, file_name: file.name };
    send.mutate({ path: { batch_id: batchId }, query, body: file });
  };
  return (
    <FormDrawer<Wish>
      title={t('hand_in')}
      open
      onClose={onClose}
      onSubmit={submit}
      busy={send.isPending}
      error={send.error}
      submitLabel={t('hand_in.send')}
    >
      <p className="muted">{t('hand_in.hint')}</p>
      <p>
        <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(TEMPLATE)}`} download="park.csv">
          {t('hand_in.template')}
        </a>
      </p>
      <Form.Item
        name="productId"
        label={t('hand_in.product')}
        rules={[{ required: true, message: t('hand_in.product_missing') }]}
      >
        <Select
          loading={products.isPending}
          options={products.data?.map(({ id, name, name_en, institution_name }) => ({
            value: id,
            label: `${i18n.language === 'en' ? name_en : name} · ${institution_name ?? ''}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="files"
        label={t('hand_in.file')}
        valuePropName="fileList"
        getValueFromEvent={({ fileList }: { fileList: Wish['files'] }) => fileList}
        rules={[{ required: true, message: t('hand_in.file_missing') }]}
      >
        <Upload
          accept=".xlsx,.csv"
          maxCount={1}
          beforeUpload={() => false}
          onChange={() => setBatchId(crypto.randomUUID())}
        >
          <Button>{t('hand_in.choose')}</Button>
        </Upload>
      </Form.Item>
      <Form.Item
        name="authorised"
        valuePropName="checked"
        rules={[
          {
            validator: (_, value: boolean | undefined) =>
              value
                ? Promise.resolve()
                : Promise.reject(new Error(t('hand_in.authorised_missing'))),
          },
        ]}
      >
        <Checkbox>{t('hand_in.authorised')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  );
}
