import { BankOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { beginFederatedSignInMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AliasBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';

const LONGEST_ALIAS = 40;

/** Off to the identity provider of one's institution; the way back is `/sign-in/callback`. */
export function InstitutionSignIn() {
  const { t } = useTranslation('account');
  const [open, setOpen] = useState(false);
  const begin = useAction(beginFederatedSignInMutation(), {
    onDone: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  if (!open) {
    return (
      <Button
        block
        size="large"
        className="other-way"
        icon={<BankOutlined />}
        onClick={() => setOpen(true)}
      >
        {t('institution.sign_in')}
      </Button>
    );
  }
  return (
    <Form<AliasBody>
      layout="vertical"
      size="large"
      className="other-way"
      requiredMark={false}
      onFinish={(body) => begin.mutate({ body })}
    >
      <Form.Item
        name="alias"
        label={t('institution.alias')}
        extra={t('institution.alias_hint')}
        rules={[{ required: true, whitespace: true, message: t('institution.alias_missing') }]}
      >
        <Input autoFocus autoCapitalize="none" maxLength={LONGEST_ALIAS} />
      </Form.Item>
      <ErrorNote error={begin.error} />
      <Button block htmlType="submit" icon={<BankOutlined />} loading={begin.isPending}>
        {t('institution.go')}
      </Button>
    </Form>
  );
}
