import { useQuery } from '@tanstack/react-query';
import { Button, Form } from 'antd';
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
import { OwnNameField, OwnPasswordField } from './AccountFields';
import { AgreeFields } from './AgreeFields';
import { agreedOf } from './agreed';
import type { Shown } from './JoinPage';

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
      <OwnNameField autoFocus />
      <OwnPasswordField />
      <AgreeFields texts={texts.data ?? []} />
      <ErrorNote error={join.error} />
      <Button type="primary" htmlType="submit" block loading={join.isPending}>
        {t('join.submit')}
      </Button>
    </Form>
  );
}
