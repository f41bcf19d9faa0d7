import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { acceptWithOwnAccountMutation } from '@/api/generated/@tanstack/react-query.gen';
import { isProblem } from '@/api/problems';
import { ErrorNote } from '@/shared/ErrorNote';
import type { JoinProps } from './JoinForm';

interface Draft {
  password: string;
  factor?: string;
}

/** Whoever has an account that belongs nowhere now joins with it, as they would sign in. */
export function JoinAgainForm({ shown, onJoined }: JoinProps) {
  const { t } = useTranslation('account');
  const [needsFactor, setNeedsFactor] = useState(false);
  const join = useAction(acceptWithOwnAccountMutation(), { onDone: onJoined });
  const send = (own: Draft): void => {
    join.mutate(
      { body: { ...shown, ...own } },
      {
        onError: (error) =>
          isProblem(error, 'identity.second_factor_needed') && setNeedsFactor(true),
      },
    );
  };
  const isAskedForFactor = isProblem(join.error, 'identity.second_factor_needed');
  return (
    <Form<Draft>
      layout="vertical"
      size="large"
      requiredMark={false}
      disabled={join.isPending}
      onFinish={send}
    >
      <p>{t('join.own')}</p>
      <Form.Item
        name="password"
        label={t('password.label')}
        rules={[{ required: true, message: t('password.missing') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      {needsFactor && (
        <Form.Item
          name="factor"
          label={t('join.factor')}
          extra={t('join.factor_hint')}
          rules={[{ required: true, message: t('code.missing') }]}
        >
          <Input autoComplete="one-time-code" maxLength={20} autoFocus />
        </Form.Item>
      )}
      <ErrorNote error={isAskedForFactor ? null : join.error} />
      <Button type="primary" htmlType="submit" block loading={join.isPending}>
        {t('join.submit')}
      </Button>
    </Form>
  );
}
