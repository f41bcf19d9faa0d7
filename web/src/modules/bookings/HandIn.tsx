import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  handInLoanFileMutation,
  listInstitutionsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const TEMPLATE = '﻿流水号,借据号,还款金额（元）,还款日期\n';

interface Wish {
  lenderId: string;
  files: { originFileObj?: File; name: string }[];
  reason: string;
}

export function HandIn() {
  const { t } = useTranslation('bookings');
  const may = useMay('bookings:hand_in');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('hand_in')}
      </Button>
      {open && <HandInDrawer onClose={() => setOpen(false)} />}
    </>
  );
}

/** The id is made with the choice of the file: sent twice, it is taken in once. */
function HandInDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bookings');
  const navigate = useNavigate();
  const [fileId, setFileId] = useState(() => crypto.randomUUID());
  const lenders = useQuery(listInstitutionsOptions({ query: { limit: 200 } }));
  const send = useAction(handInLoanFileMutation(), {
    onDone: ({ file }) => {
      toast(t('hand_in.done', { count: file.lines }));
      void navigate({ to: `/operations/loan-files/${file.id}` });
    },
  });
  const submit = ({ lenderId, files, reason }: Wish): void => {
    const file = files[0]?.originFileObj;
    if (file === undefined) return;
    const query = { institution_id: lenderId, file_name: file.name, reason };
    send.mutate({ path: { file_id: fileId }, query, body: file });
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
        <a
          href={`data:text/csv;charset=utf-8,${encodeURIComponent(TEMPLATE)}`}
          download="repayments.csv"
        >
          {t('hand_in.template')}
        </a>
      </p>
      <Form.Item
        name="lenderId"
        label={t('column.lender')}
        rules={[{ required: true, message: t('hand_in.lender_missing') }]}
      >
        <Select
          loading={lenders.isPending}
          showSearch
          optionFilterProp="label"
          options={lenders.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="files"
        label={t('column.file')}
        valuePropName="fileList"
        getValueFromEvent={({ fileList }: { fileList: Wish['files'] }) => fileList}
        rules={[{ required: true, message: t('hand_in.file_missing') }]}
      >
        <Upload
          accept=".csv,.xlsx,.parquet"
          maxCount={1}
          beforeUpload={() => false}
          onChange={() => setFileId(crypto.randomUUID())}
        >
          <Button>{t('hand_in.choose')}</Button>
        </Upload>
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('hand_in.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('hand_in.reason_missing') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
