import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  keepCollateralMutation,
  listCollateralKindsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type {
  CollateralItemBody,
  CollateralKind,
  RecordFieldBody,
} from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { useCollateralWords } from './collateralWords';

interface CollateralDrawerProps {
  applicationId: string;
  kind: CollateralKind;
  /** Written anew; none: a new one. */
  item?: CollateralItemBody;
  onClose: () => void;
}

interface Written {
  record: Record<string, string | undefined>;
}

/** A form made from what the API says of the kind. */
export function CollateralDrawer({ applicationId, kind, item, onClose }: CollateralDrawerProps) {
  const { t } = useTranslation('collateral');
  const words = useCollateralWords();
  const kinds = useQuery({ ...listCollateralKindsOptions(), staleTime: Infinity });
  const [newId] = useState(() => crypto.randomUUID());
  const fields = kinds.data?.find((spec) => spec.kind === kind)?.fields ?? [];
  const keep = useAction(keepCollateralMutation(), {
    onDone: () => {
      onClose();
      toast(t('saved'));
    },
  });
  return (
    <FormDrawer<Written>
      key={kinds.data ? 'known' : 'loading'}
      title={item ? words.kind(kind) : t('add', { kind: words.kind(kind) })}
      open
      onClose={onClose}
      onSubmit={({ record }) =>
        keep.mutate({
          path: { application_id: applicationId, item_id: item?.id ?? newId },
          body: { kind, record: sent(fields, record) },
        })
      }
      busy={keep.isPending}
      error={keep.error ?? kinds.error}
      submitLabel={t('save')}
      initialValues={{ record: item ? shown(item.record) : {} }}
    >
      {fields.map((field) => (
        <RecordField key={field.name} field={field} />
      ))}
    </FormDrawer>
  );
}

/** The form holds days as text; the picker wants its own kind. */
const AS_DAY = {
  getValueProps: (value?: string) => ({ value: value ? dayjs(value) : null }),
  normalize: (value: dayjs.Dayjs | null) => value?.format('YYYY-MM-DD'),
};

function RecordField({ field }: { field: RecordFieldBody }) {
  const { t } = useTranslation(['collateral', 'common']);
  const words = useCollateralWords();
  const hint = HINTS[field.kind];
  return (
    <Form.Item
      name={['record', field.name]}
      label={words.field(field.name)}
      rules={[{ required: true, message: t('common:required') }]}
      extra={hint && t(hint)}
      {...(field.kind === 'date' ? AS_DAY : {})}
    >
      <FieldInput field={field} />
    </Form.Item>
  );
}

const HINTS: Partial<
  Record<RecordFieldBody['kind'], 'hint.share' | 'hint.lines' | 'hint.holders'>
> = { share: 'hint.share', lines: 'hint.lines', holders: 'hint.holders' };

const NUMERIC: readonly RecordFieldBody['kind'][] = ['number', 'decimal', 'amount', 'share'];

/** `Form.Item` hands value and change down. */
function FieldInput({ field, ...held }: { field: RecordFieldBody }) {
  const { t } = useTranslation('collateral');
  if (field.kind === 'date') return <DatePicker {...held} className="wide" />;
  if (field.kind === 'choice')
    return (
      <Select
        {...held}
        options={field.choices.map((value) => ({
          value,
          label: t(`choice.${value}` as 'choice.invention'),
        }))}
      />
    );
  if (field.kind === 'lines' || field.kind === 'holders')
    return <Input.TextArea {...held} autoSize={{ minRows: 3, maxRows: 10 }} />;
  const inputMode = NUMERIC.includes(field.kind) ? 'decimal' : undefined;
  return <Input {...held} maxLength={100} autoComplete="off" inputMode={inputMode} />;
}

function shown(record: CollateralItemBody['record']): Written['record'] {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('\n') : value,
    ]),
  );
}

function sent(
  fields: readonly RecordFieldBody[],
  record: Written['record'],
): CollateralItemBody['record'] {
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const text = record[name] ?? '';
      const isList = kind === 'lines' || kind === 'holders';
      return [name, isList ? text.split('\n').filter((line) => line.trim() !== '') : text];
    }),
  );
}
