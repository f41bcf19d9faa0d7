import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { listProductFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { FactBody } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';
import { useCodeWords } from './words';

export function ConditionRows({ form }: { form: FormInstance }) {
  const { t } = useTranslation('catalog');
  const facts = useQuery({ ...listProductFactsOptions(), staleTime: Infinity });
  return (
    <QueryGate query={facts}>
      {(known) => (
        <Form.List name="conditions">
          {(rows, { add, remove }) => (
            <>
              {rows.map(({ key, name }) => (
                <ConditionRow
                  key={key}
                  name={name}
                  facts={known}
                  form={form}
                  onRemove={() => remove(name)}
                />
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add()}>
                {t('editor.add_condition')}
              </Button>
            </>
          )}
        </Form.List>
      )}
    </QueryGate>
  );
}

interface ConditionRowProps {
  name: number;
  facts: readonly FactBody[];
  form: FormInstance;
  onRemove: () => void;
}

function ConditionRow({ name, facts, form, onRemove }: ConditionRowProps) {
  const { t } = useTranslation(['catalog', 'common']);
  const needed = [{ required: true, message: t('common:required') }];
  const chosen = Form.useWatch<string | undefined>(['conditions', name, 'fact'], form);
  const fact = facts.find((known) => known.name === chosen);
  const startAnew = (): void => {
    const first = facts.find(({ name: known }) => known === form.getFieldValue(path(name, 'fact')));
    form.setFieldValue(path(name, 'op'), first?.unit === 'code' ? 'in' : first?.operators[0]);
    form.setFieldValue(path(name, 'number'), undefined);
    form.setFieldValue(path(name, 'codes'), undefined);
  };
  return (
    <div className="editor-row">
      <Form.Item name={[name, 'fact']} rules={needed}>
        <Select
          showSearch
          optionFilterProp="label"
          aria-label={t('editor.fact')}
          placeholder={t('editor.fact')}
          popupMatchSelectWidth={false}
          options={facts.map((known) => ({ value: known.name, label: t(`fact.${known.name}`) }))}
          onChange={startAnew}
        />
      </Form.Item>
      <Form.Item name={[name, 'op']} rules={needed}>
        <Select
          aria-label={t('state')}
          options={fact?.operators.map((op) => ({ value: op, label: t(`op.${op}`) }))}
        />
      </Form.Item>
      <Value name={name} fact={fact} />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('editor.remove')}
        onClick={onRemove}
      />
    </div>
  );
}

function Value({ name, fact }: { name: number; fact: FactBody | undefined }) {
  const { t } = useTranslation(['catalog', 'common']);
  const codeWords = useCodeWords();
  const needed = { required: true, message: t('common:required') };
  if (fact?.unit === 'code') {
    return (
      <Form.Item name={[name, 'codes']} rules={[needed]}>
        <Select
          mode="multiple"
          aria-label={t('editor.codes')}
          placeholder={t('editor.codes')}
          optionFilterProp="label"
          options={fact.codes.map((code) => ({ value: code, label: codeWords(fact.name, code) }))}
        />
      </Form.Item>
    );
  }
  return (
    <Form.Item
      name={[name, 'number']}
      rules={[needed, { pattern: /^-?\d{1,15}(\.\d{1,8})?$/, message: t('editor.not_number') }]}
    >
      <Input
        aria-label={t('editor.value')}
        inputMode="decimal"
        placeholder={fact ? t(`editor.value_hint.${fact.unit}`) : t('editor.value')}
      />
    </Form.Item>
  );
}

function path(name: number, field: string): (string | number)[] {
  return ['conditions', name, field];
}
