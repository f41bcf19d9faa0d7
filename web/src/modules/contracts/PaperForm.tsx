import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { sendPaperMutation } from '@/api/generated/@tanstack/react-query.gen';
import { previewPaper } from '@/api/generated/sdk.gen';
import type {
  PaperSignerBody,
  PaperWishBody,
  TemplateVariableBody,
  TemplateVersionFileBody,
} from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { saveBlob } from '@/shared/list/csv';
import { toast } from '@/shared/toast';
import { placeholderOf, toGiven, toTyped } from './paperValues';
import { useWords } from './templateWords';

interface PaperFormProps {
  file: TemplateVersionFileBody;
  known: Record<string, unknown>;
  contractId?: string;
}

interface Filled {
  signers: Record<string, Omit<PaperSignerBody, 'variable'>>;
  values: Record<string, string>;
  sign_by?: string;
}

/** The parties, and the values that no record gives; then how it looks, and off it goes. */
export function PaperForm({ file, known, contractId }: PaperFormProps) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const navigate = useNavigate();
  const words = useWords();
  const [form] = Form.useForm<Filled>();
  const [failure, setFailure] = useState<unknown>();
  const parties = file.text.parties;
  const signing = new Set(parties.map(({ variable }) => variable));
  const open = file.variables.filter(({ name }) => !signing.has(name) && !SET_BY_US.has(name));
  const send = useAction(sendPaperMutation(), {
    onDone: ({ id, severe }) => {
      toast(t(severe > 0 ? 'new_paper.held' : 'new_paper.sent'));
      void navigate({ to: `/${portal}/papers/${id}` });
    },
  });
  const wish = (filled: Filled): PaperWishBody => ({
    template: file.key,
    values: Object.fromEntries(
      open.map((each) => [
        each.name,
        toGiven(each, filled.values[each.name] ?? '', known[each.name]),
      ]),
    ),
    signers: parties.map(({ variable }) => ({
      variable,
      uscc: filled.signers[variable]?.uscc ?? '',
      ...filled.signers[variable],
    })),
    sign_by: filled.sign_by || null,
    beside: contractId ?? null,
  });
  const look = async (): Promise<void> => {
    setFailure(undefined);
    try {
      const body = wish(await form.validateFields());
      const { data } = await previewPaper({ body, parseAs: 'blob', throwOnError: true });
      saveBlob(`${file.key}.pdf`, data);
    } catch (refusal) {
      if (refusal instanceof Error || 'code' in (refusal as object)) setFailure(refusal);
    }
  };
  return (
    <Form<Filled>
      form={form}
      layout="vertical"
      initialValues={initial(file, known)}
      onFinish={(filled) => send.mutate({ body: wish(filled) })}
    >
      <h2>{t('new_paper.signers')}</h2>
      <p className="muted">{t('new_paper.signers_hint')}</p>
      {parties.map(({ variable, role }) => (
        <SignerFields key={variable} variable={variable} label={words(role)} />
      ))}
      <h2>{t('new_paper.values')}</h2>
      {open.map((variable) => (
        <ValueField key={variable.name} variable={variable} />
      ))}
      <Form.Item name="sign_by" label={t('sign_by')} extra={t('new_paper.sign_by_hint')}>
        <Input type="date" />
      </Form.Item>
      <ErrorNote error={failure ?? send.error} />
      <Space wrap>
        <Button onClick={() => void look()}>{t('new_paper.look')}</Button>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('new_paper.send')}
        </Button>
      </Space>
    </Form>
  );
}

const SET_BY_US: ReadonlySet<string> = new Set(['prepared_on', 'sign_by']);

function initial(file: TemplateVersionFileBody, known: Record<string, unknown>): Partial<Filled> {
  const code = (name: string) => (known[name] as { code: string } | undefined)?.code ?? '';
  return {
    signers: Object.fromEntries(
      file.text.parties.map(({ variable }) => [
        variable,
        { uscc: code(variable), capacity: 'seal', rank: 1 },
      ]),
    ),
    values: Object.fromEntries(
      file.variables.flatMap((each) => {
        const typed = toTyped(each, known[each.name]);
        return typed === undefined ? [] : [[each.name, typed]];
      }),
    ),
  };
}

function SignerFields({ variable, label }: { variable: string; label: string }) {
  const { t } = useTranslation('contracts');
  return (
    <div className="signer-fields">
      <Form.Item
        name={['signers', variable, 'uscc']}
        label={label}
        rules={[{ required: true, len: 18, message: t('new_paper.uscc_missing') }]}
      >
        <Input placeholder={t('new_paper.uscc')} maxLength={18} />
      </Form.Item>
      <Form.Item name={['signers', variable, 'capacity']} label={t('new_paper.capacity')}>
        <Select
          options={(['seal', 'person'] as const).map((value) => ({
            value,
            label: t(`new_paper.capacity.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name={['signers', variable, 'rank']} label={t('new_paper.rank')}>
        <InputNumber min={1} max={8} precision={0} />
      </Form.Item>
    </div>
  );
}

function ValueField({ variable }: { variable: TemplateVariableBody }) {
  const { t, i18n } = useTranslation('contracts');
  const words = useWords();
  const unit =
    variable.kind === 'rate' ? '%' : variable.kind === 'money' ? t('new_paper.yuan') : '';
  const placeholder = placeholderOf(variable, i18n.language === 'en' ? 'en' : 'zh');
  return (
    <Form.Item
      name={['values', variable.name]}
      label={words(variable.words)}
      extra={variable.kind === 'table' ? t('new_paper.table_hint') : undefined}
      rules={[{ required: true, message: t('new_paper.value_missing') }]}
    >
      {variable.kind === 'table' ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} placeholder={placeholder} />
      ) : (
        <Input
          type={variable.kind === 'date' ? 'date' : 'text'}
          addonAfter={unit || undefined}
          placeholder={placeholder}
          maxLength={1000}
        />
      )}
    </Form.Item>
  );
}
