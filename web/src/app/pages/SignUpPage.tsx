import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { listPrivacyTextsOptions, signUpMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { SignUpBodyWritable } from '@/api/generated/types.gen';
import { useKeepSession, type Session } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { useFieldFaults } from '@/shared/useFieldFaults';
import { useLocale } from '@/shared/useLocale';
import { OwnNameField, OwnPasswordField } from './AccountFields';
import { AgreeFields } from './AgreeFields';
import { agreedOf } from './agreed';
import { isLogin } from './loginRules';
import { SignUpCodeField } from './SignUpCodeField';

const KINDS = ['enterprise', 'institution', 'investor'] as const;
interface Draft extends SignUpBodyWritable {
  wants_news?: boolean;
}

export default function SignUpPage() {
  const { t } = useTranslation('account');
  const locale = useLocale();
  const keep = useKeepSession();
  const navigate = useNavigate();
  const signUp = useAction(signUpMutation(), {
    onDone: (session: Session) => {
      keep(session);
      void navigate({ to: `/${session.portal}`, replace: true });
    },
  });
  const texts = useQuery(listPrivacyTextsOptions({ query: { locale } }));
  const [form] = Form.useForm<Draft>();
  useFieldFaults(form, signUp.error);
  const send = ({ wants_news: wantsNews, ...body }: Draft): void => {
    const agreed = agreedOf(texts.data ?? [], wantsNews);
    signUp.mutate({ body: { ...body, locale, agreed } });
  };
  return (
    <div className="narrow">
      <div className="card">
        <h1>{t('sign_up.title')}</h1>
        <p className="muted">{t('sign_up.lead')}</p>
        <Form<Draft>
          form={form}
          layout="vertical"
          size="large"
          requiredMark={false}
          disabled={signUp.isPending}
          initialValues={{ kind: 'enterprise' }}
          onFinish={send}
        >
          <Form.Item name="kind" label={t('kind.label')}>
            <Segmented
              block
              options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
          </Form.Item>
          <Form.Item
            name="organisation_name"
            label={t('organisation.label')}
            extra={t('organisation.hint')}
            rules={[{ required: true, whitespace: true, message: t('organisation.missing') }]}
          >
            <Input autoComplete="organization" maxLength={100} />
          </Form.Item>
          <OwnNameField />
          <Form.Item
            name="login"
            label={t('login.label')}
            validateTrigger="onBlur"
            rules={[
              {
                validator: (_, value: string | undefined) =>
                  isLogin(value) ? Promise.resolve() : Promise.reject(new Error(t('login.wrong'))),
              },
            ]}
          >
            <Input autoComplete="username" inputMode="email" />
          </Form.Item>
          <SignUpCodeField />
          <OwnPasswordField />
          <AgreeFields texts={texts.data ?? []} />
          <ErrorNote error={signUp.error} />
          <Button type="primary" htmlType="submit" block loading={signUp.isPending}>
            {t('sign_up.submit')}
          </Button>
        </Form>
        <p className="muted">
          {t('sign_up.have_account')} <Link to="/sign-in">{t('sign_up.to_sign_in')}</Link>
        </p>
      </div>
    </div>
  );
}
