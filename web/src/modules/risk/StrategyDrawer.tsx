import { Button, DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  proposeStrategyMutation,
  tryStrategyMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { StrategyDocument, StrategyTestBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { OutcomeTag } from './OutcomeTag';

interface Wish {
  document: string;
  valid_from: Dayjs;
  reason: string;
}

interface StrategyDrawerProps {
  current: StrategyDocument;
  onClose: () => void;
}

/** Another strategy: tried out on past decisions, then proposed to a second person. */
export function StrategyDrawer({ current, onClose }: StrategyDrawerProps) {
  const { t } = useTranslation('risk');
  const [form] = Form.useForm<Wish>();
  const attempt = useAction(tryStrategyMutation());
  const propose = useAction(proposeStrategyMutation(), {
    onDone: () => {
      onClose();
      toast(t('strategy.proposed'));
    },
  });
  const written = Form.useWatch('document', form) as string | undefined;
  const document = parse(written ?? '');
  const send = ({ valid_from, reason }: Wish): void => {
    if (document === null) return;
    propose.mutate({ body: { document, reason, valid_from: valid_from.format('YYYY-MM-DD') } });
  };
  return (
    <FormDrawer<Wish>
      form={form}
      title={t('strategy.try')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={propose.isPending}
      error={propose.error}
      submitLabel={t('strategy.propose')}
      initialValues={{
        document: JSON.stringify(current, null, 2),
        valid_from: dayjs().add(1, 'day'),
      }}
    >
      <Form.Item
        name="document"
        label={t('strategy.document')}
        extra={t('strategy.document_hint')}
        rules={[
          {
            validator: (_, value: string) =>
              parse(value) === null
                ? Promise.reject(new Error(t('strategy.document_wrong')))
                : Promise.resolve(),
          },
        ]}
      >
        <Input.TextArea className="risk-document" rows={16} spellCheck={false} />
      </Form.Item>
      <Button
        disabled={document === null}
        loading={attempt.isPending}
        onClick={() => document !== null && attempt.mutate({ body: document })}
      >
        {t('strategy.test')}
      </Button>
      <ErrorNote error={attempt.error} />
      {attempt.data !== undefined && <Moves tested={attempt.data} />}
      <Form.Item name="valid_from" label={t('strategy.from')} rules={[{ required: true }]}>
        <DatePicker
          allowClear={false}
          className="wide"
          disabledDate={(day) => !day.isAfter(dayjs(), 'day')}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('decision.reason')}
        rules={[
          { required: true, whitespace: true, min: 5, message: t('decision.reason_missing') },
        ]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

/** What would have changed. */
function Moves({ tested }: { tested: StrategyTestBody }) {
  const { t } = useTranslation('risk');
  const changed = tested.moves.filter(({ before, after }) => before !== after);
  return (
    <section aria-live="polite">
      <p>{t('strategy.tested', { count: tested.decisions })}</p>
      {tested.decisions > 0 && changed.length === 0 && <p>{t('strategy.unchanged')}</p>}
      <ul className="risk-rules">
        {changed.map(({ before, after, count }) => (
          <li key={`${before}-${after}`}>
            <OutcomeTag outcome={before} /> <span aria-hidden>→</span>{' '}
            <OutcomeTag outcome={after} /> <strong className="tabular">{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function parse(written: string): StrategyDocument | null {
  try {
    const found: unknown = JSON.parse(written);
    return typeof found === 'object' && found !== null ? (found as StrategyDocument) : null;
  } catch {
    return null;
  }
}
