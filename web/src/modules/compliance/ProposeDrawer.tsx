import { DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { proposePolicyChangeMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { PolicyBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { policyFigure, tomorrowInShanghai, trimZeros } from './policyFigure';
import { usePolicyWords } from './PolicyValue';

const FIGURE = /^-?\d{1,12}(\.\d{1,8})?$/;

interface Wish {
  value: string;
  valid_from: Dayjs;
  reason: string;
}

interface ProposeDrawerProps {
  policy: PolicyBody;
  onClose: () => void;
}

export function ProposeDrawer({ policy, onClose }: ProposeDrawerProps) {
  const { t } = useTranslation('compliance');
  const words = usePolicyWords();
  const { key, unit, lowest, highest, current } = policy;
  const propose = useAction(proposePolicyChangeMutation(), {
    onDone: () => {
      onClose();
      toast(t('proposed'));
    },
  });
  const send = ({ value, valid_from, reason }: Wish): void =>
    propose.mutate({ body: { key, value, reason, valid_from: valid_from.format('YYYY-MM-DD') } });
  const tomorrow = dayjs(tomorrowInShanghai(new Date()));
  const [form] = Form.useForm<Wish>();
  const typed = Form.useWatch('value', form) as string | undefined;
  return (
    <FormDrawer<Wish>
      form={form}
      title={t('propose.title', { name: t(`policy.${key}`) })}
      open
      onClose={onClose}
      onSubmit={send}
      busy={propose.isPending}
      error={propose.error}
      submitLabel={t('propose.submit')}
      initialValues={{ value: trimZeros(current?.value ?? ''), valid_from: tomorrow }}
    >
      <Form.Item
        name="value"
        label={t('propose.value')}
        extra={
          <>
            {t('bounds.of', { lowest: words(lowest, unit), highest: words(highest, unit) })}
            {unit === 'ratio' && typed && FIGURE.test(typed) && (
              <strong className="tabular">
                {' '}
                · {t('propose.reads', { value: policyFigure(typed, unit) })}
              </strong>
            )}
          </>
        }
        rules={[{ required: true, pattern: FIGURE, message: t('propose.value_wrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" autoFocus suffix={t(`unit.${unit}`)} />
      </Form.Item>
      <Form.Item
        name="valid_from"
        label={t('propose.from')}
        extra={t('propose.from_hint')}
        rules={[{ required: true, message: t('propose.from_missing') }]}
      >
        <DatePicker
          allowClear={false}
          className="wide"
          disabledDate={(day) => day.isBefore(tomorrow, 'day')}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('propose.reason')}
        rules={[{ required: true, whitespace: true, min: 5, message: t('propose.reason_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <p className="muted">{t('propose.then')}</p>
    </FormDrawer>
  );
}
