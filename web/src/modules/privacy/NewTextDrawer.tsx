import { DatePicker, Form, Input, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { publishTextMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { NewTextBody, TextVersionBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

type Draft = Pick<NewTextBody, 'asks_again' | 'zh' | 'en'> & { valid_from: Dayjs };

const LONGEST_TITLE = 200;
const LONGEST_BODY = 10_000;
const LANGUAGES = ['zh', 'en'] as const;

interface NewTextDrawerProps {
  base: TextVersionBody;
  onClose: () => void;
}

/** The next version of a text, in both languages, from a later day on. */
export function NewTextDrawer({ base, onClose }: NewTextDrawerProps) {
  const { t } = useTranslation('privacy');
  const publish = useAction(publishTextMutation(), {
    onDone: () => {
      onClose();
      toast(t('text.published'));
    },
  });
  const send = ({ valid_from, ...rest }: Draft): void =>
    publish.mutate({
      body: { ...rest, purpose: base.purpose, valid_from: valid_from.format('YYYY-MM-DD') },
    });
  return (
    <FormDrawer<Draft>
      title={t('text.new')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={publish.isPending}
      error={publish.error}
      submitLabel={t('text.publish')}
      initialValues={{
        zh: base.zh,
        en: base.en,
        asks_again: true,
        valid_from: dayjs().add(1, 'day'),
      }}
    >
      <Form.Item name="valid_from" label={t('text.from')} rules={[{ required: true }]}>
        <DatePicker minDate={dayjs().add(1, 'day')} />
      </Form.Item>
      <Form.Item
        name="asks_again"
        label={t('text.asks_again')}
        extra={t('text.asks_again_hint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {LANGUAGES.map((language) => (
        <div key={language}>
          <Form.Item
            name={[language, 'title']}
            label={t(`text.title_${language}`)}
            rules={[{ required: true, whitespace: true, message: t('text.missing') }]}
          >
            <Input maxLength={LONGEST_TITLE} />
          </Form.Item>
          <Form.Item
            name={[language, 'body']}
            label={t(`text.body_${language}`)}
            rules={[{ required: true, whitespace: true, message: t('text.missing') }]}
          >
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={LONGEST_BODY} />
          </Form.Item>
        </div>
      ))}
    </FormDrawer>
  );
}
