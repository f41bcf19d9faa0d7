import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  changeServiceAccountMutation,
  createServiceAccountMutation,
  getProgramTermsOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type {
  NewServiceAccountBody,
  ProgramTermsBody,
  ServiceAccountBody,
} from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const LONGEST_NAME = 60;

interface ProgramDrawerProps {
  /** Absent: a new one. */
  account?: ServiceAccountBody;
  onClose: () => void;
}

export function ProgramDrawer({ account, onClose }: ProgramDrawerProps) {
  const { t } = useTranslation('identity');
  const terms = useQuery(getProgramTermsOptions());
  const done = (): void => {
    onClose();
    toast(t(account ? 'programs.changed' : 'programs.created_now'));
  };
  const create = useAction(createServiceAccountMutation(), { onDone: done });
  const change = useAction(changeServiceAccountMutation(), { onDone: done });
  const send = (body: NewServiceAccountBody): void => {
    if (account) change.mutate({ path: { account_id: account.id }, body });
    else create.mutate({ body });
  };
  if (terms.data === undefined) return <Skeleton active />;
  return (
    <FormDrawer<NewServiceAccountBody>
      title={account?.name ?? t('programs.create')}
      open
      onClose={onClose}
      onSubmit={send}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
      submitLabel={t(account ? 'common:save' : 'programs.create')}
      initialValues={account ?? { ...terms.data, name: '', scopes: [] }}
    >
      <Fields terms={terms.data} />
    </FormDrawer>
  );
}

function Fields({ terms }: { terms: ProgramTermsBody }) {
  const { t } = useTranslation('identity');
  return (
    <>
      <Form.Item
        name="name"
        label={t('programs.name')}
        extra={t('programs.name_hint')}
        rules={[{ required: true, min: 2, whitespace: true, message: t('programs.name_missing') }]}
      >
        <Input maxLength={LONGEST_NAME} autoFocus />
      </Form.Item>
      <Form.Item
        name="scopes"
        label={t('programs.scopes')}
        extra={t('programs.scopes_hint')}
        rules={[{ required: true, message: t('programs.scopes_missing') }]}
      >
        <Checkbox.Group className="roles-field">
          {terms.scopes.map((scope) => (
            <Checkbox key={scope} value={scope}>
              {t(`scope.${scope}`)} <code className="muted small">{scope}</code>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
      <Quota name="requests_a_minute" largest={terms.requests_a_minute} />
      <Quota name="requests_a_day" largest={terms.requests_a_day} />
    </>
  );
}

interface QuotaProps {
  name: 'requests_a_minute' | 'requests_a_day';
  largest: number;
}

function Quota({ name, largest }: QuotaProps) {
  const { t, i18n } = useTranslation('identity');
  const most = new Intl.NumberFormat(i18n.language).format(largest);
  return (
    <Form.Item
      name={name}
      label={t(`programs.${name}`)}
      extra={t('programs.at_most', { most })}
      rules={[{ required: true, message: t('programs.quota_missing') }]}
    >
      <InputNumber min={1} max={largest} precision={0} className="whole-width" />
    </Form.Item>
  );
}
