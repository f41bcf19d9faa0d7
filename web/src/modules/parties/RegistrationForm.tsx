import { Button, Form, type FormProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';

interface RegistrationFormProps<Fields> {
  title: string;
  lead: string;
  initialValues: FormProps<Fields>['initialValues'];
  onSubmit: (fields: Fields) => void;
  busy: boolean;
  error: unknown;
  children: ReactNode;
}

/** Who one is, stated once: a narrow page with one button. */
export function RegistrationForm<Fields extends object>({
  title,
  lead,
  initialValues,
  onSubmit,
  busy,
  error,
  children,
}: RegistrationFormProps<Fields>) {
  const { t } = useTranslation('parties');
  return (
    <div className="parties-narrow">
      <PageHead title={title} />
      <p className="muted">{lead}</p>
      <ErrorNote error={error} />
      <Form<Fields>
        layout="vertical"
        className="card"
        initialValues={initialValues}
        disabled={busy}
        onFinish={onSubmit}
        scrollToFirstError
      >
        {children}
        <div className="parties-ways">
          <Button type="primary" htmlType="submit" size="large" loading={busy}>
            {t('register')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
