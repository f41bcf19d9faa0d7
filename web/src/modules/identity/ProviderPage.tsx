import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  getIdentityProviderOptions,
  linkFederatedIdentityMutation,
  listRolesOptions,
  setIdentityProviderMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ProviderSettingBody, ProviderWishBodyWritable } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import './identity.css';

const EMPTY = { first_role: 'institution_officer', is_on: true };

/** Where the people of my institution sign in: its own identity provider. */
export default function ProviderPage() {
  const { t } = useTranslation('identity');
  const setting = useQuery(getIdentityProviderOptions());
  return (
    <>
      <PageHead title={t('provider.title')} />
      <p className="muted">{t('provider.hint')}</p>
      <QueryGate query={setting}>
        {(found) => (
          <div className="account-cards">
            <ProviderForm setting={found} />
            <LinkCard isOn={found.provider?.is_on ?? false} />
          </div>
        )}
      </QueryGate>
    </>
  );
}

function ProviderForm({ setting }: { setting: ProviderSettingBody }) {
  const { t } = useTranslation('identity');
  const roles = useQuery(listRolesOptions());
  const save = useAction(setIdentityProviderMutation(), {
    onDone: () => toast(t('provider.saved')),
  });
  const text = (name: keyof ProviderWishBodyWritable, extra?: string) => (
    <Form.Item
      name={name}
      label={t(`provider.${name}`)}
      extra={extra}
      rules={[{ required: true, whitespace: true, message: t('provider.missing') }]}
    >
      <Input autoComplete="off" autoCapitalize="none" />
    </Form.Item>
  );
  return (
    <section className="card">
      <Form<ProviderWishBodyWritable>
        layout="vertical"
        disabled={save.isPending}
        initialValues={setting.provider ?? EMPTY}
        onFinish={(body) => save.mutate({ body })}
      >
        {text('alias', t('provider.alias_hint'))}
        {text('issuer', t('provider.issuer_hint'))}
        {text('client_id')}
        <Form.Item
          name="client_secret"
          label={t('provider.client_secret')}
          extra={setting.provider?.has_secret ? t('provider.secret_kept') : undefined}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {text('domain', t('provider.domain_hint'))}
        <Form.Item name="first_role" label={t('provider.first_role')}>
          <Select
            options={(roles.data ?? []).map(({ name }) => ({
              value: name,
              label: t(`role.${name}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="is_on" label={t('provider.is_on')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <p className="muted">
          {t('provider.redirect_uri')}
          <br />
          <code className="wrap">{setting.redirect_uri}</code>
        </p>
        <ErrorNote error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('common:save')}
        </Button>
      </Form>
    </section>
  );
}

function LinkCard({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation('identity');
  const link = useAction(linkFederatedIdentityMutation(), {
    onDone: ({ redirect_to }) => window.location.assign(redirect_to),
  });
  return (
    <section className="card">
      <h2>{t('provider.link')}</h2>
      <p>{t('provider.link_hint')}</p>
      <ErrorNote error={link.error} />
      <Button disabled={!isOn} loading={link.isPending} onClick={() => link.mutate({})}>
        {t('provider.link')}
      </Button>
    </section>
  );
}
