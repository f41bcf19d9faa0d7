import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { amountOf, PRIORITIES, PURPOSES, TERMS, type Wish } from './wish';

interface QuestionsProps {
  initial: Wish;
  onAsk: (wish: Wish) => void;
}

export function Questions({ initial, onAsk }: QuestionsProps) {
  const { t } = useTranslation(['matching', 'catalog']);
  return (
    <Form<Wish>
      layout="vertical"
      className="card fit-questions"
      initialValues={initial}
      requiredMark={false}
      onFinish={onAsk}
    >
      <Form.Item
        name="wan"
        label={t('ask.amount')}
        rules={[
          {
            validator: (_, value: string) =>
              amountOf(value) === undefined
                ? Promise.reject(new Error(t('ask.bad_amount')))
                : Promise.resolve(),
          },
        ]}
      >
        <Input size="large" inputMode="decimal" suffix={t('ask.wan')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="months" label={t('ask.term')}>
        <Select
          size="large"
          options={TERMS.map((value) => ({ value, label: t('ask.months', { count: value }) }))}
        />
      </Form.Item>
      <Form.Item name="purpose" label={t('ask.purpose')}>
        <Select
          size="large"
          allowClear
          placeholder={t('ask.any')}
          options={PURPOSES.map((value) => ({ value, label: t(`catalog:purpose.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="priority" label={t('ask.priority')}>
        <Select
          size="large"
          allowClear
          placeholder={t('ask.balanced')}
          options={PRIORITIES.map((value) => ({ value, label: t(`ask.priority.${value}`) }))}
        />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit">
        {t('ask.go')}
      </Button>
    </Form>
  );
}
