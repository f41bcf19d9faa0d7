import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  acceptWithNewAccountMutation,
  listPrivacyTextsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { JoinedBody, NewAccountBodyWritable } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { useFieldFaults } from '@/shared/useFieldFaults';
import { useLocale } from '@/shared/useLocale';
import { AgreeFields } from './AgreeFields';
import { agreedOf } from './agreed';
import type { Shown } from './JoinPage';

const SHORTEST_PASSWORD = 10;

interface Draft extends Pick<NewAccountBodyWritable, 'display_name' | 'password' | 'accept_terms'> {
  wants_news?: boolean;
}

export interface JoinProps {
  shown: Shown;
  onJoined: (joined: JoinedBody) => void;
}

/** Whoever has no account yet: a name and a password of one's own. */
export function JoinForm({ shown, onJoined }: JoinProps) {
  const { t } = useTranslation('account');
  const locale = useLocale();
  const [form] = Form.useForm<Draft>();
  const join = useAction(acceptWithNewAccountMutation(), { onDone: onJoined });
  const texts = useQuery(listPrivacyTextsOptions({ query: { locale } }));
  useFieldFaults(form, join.error);
  const send = ({ wants_news: wantsNews, ...own }: Draft): void => {
    const agreed = agreedOf(texts.data ?? [], wantsNews);
    join.mutate({ body: { ...shown, ...own, locale, agreed } });
  };
  return (
    <Form<Draft>
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      disabled={join.isPending}
      onFinish={send}
    >
      <p>{t('join.new')}</p>
      <Form.Item
        name="display_name"
        label={t('name.label')}
        rules={[{ required: true, whitespace: true, message: t('name.missing') }]}
      >
        <Input autoComplete="name" maxLength={50} autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('password.label')}
        extra={t('password.hint', { count: SHORTEST_PASSWORD })}
        validateTrigger="onBlur"
        rules={[
          {
            required: true,
            min: SHORTEST_PASSWORD,
            message: t('password.short', { count: SHORTEST_PASSWORD }),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <AgreeFields texts={texts.data ?? []} />
      <ErrorNote error={join.error} />
      <Button type="primary" htmlType="submit" block loading={join.isPending}>
        {t('join.submit')}
      </Button>
    </Form>
  );
}
