import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { changePasswordMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useKeepSession, useSession, type Session } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { useFieldFaults } from '@/shared/useFieldFaults';
import { toast } from '@/shared/toast';

const SHORTEST = 10;

interface Passwords {
  current_password: string;
  new_password: string;
  again: string;
}

/** The answer is a new session: the old one, and those on other devices, have ended. */
export function PasswordCard() {
  const { t } = useTranslation('identity');
  const { password_change_due: wasDue, portal } = useSession();
  const keep = useKeepSession();
  const navigate = useNavigate();
  const [form] = Form.useForm<Passwords>();
  const change = useAction(changePasswordMutation(), {
    onDone: (session: Session) => {
      keep(session);
      form.resetFields();
      toast(t('password.changed'));
      if (wasDue) void navigate({ to: `/${portal}` });
    },
  });
  useFieldFaults(form, change.error);
  const send = ({ again: _, ...body }: Passwords): void => change.mutate({ body });
  return (
    <section className="card">
      <h2>{t('password.title')}</h2>
      <Form<Passwords>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={change.isPending}
        onFinish={send}
      >
        <Form.Item
          name="current_password"
          label={t(wasDue ? 'password.first' : 'password.current')}
          rules={[{ required: true, message: t('password.current_missing') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new_password"
          label={t('password.new')}
          extra={t('password.hint', { count: SHORTEST })}
          validateTrigger="onBlur"
          rules={[
            { required: true, min: SHORTEST, message: t('password.short', { count: SHORTEST }) },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['new_password']}
          validateTrigger="onBlur"
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) =>
                value === getFieldValue('new_password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('password.differ'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <ErrorNote error={change.error} />
        <p className="muted small">{t('password.effect')}</p>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('password.submit')}
        </Button>
      </Form>
    </section>
  );
}
