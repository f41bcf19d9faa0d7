import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkAssetOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AssetStateBody } from '@/api/generated/types.gen';
import { QueryGate } from '@/shared/QueryGate';
import type { AssetMark } from './assets';
import { MarkFields } from './MarkFields';

const TONES: Record<AssetStateBody['state'], 'success' | 'error' | 'info'> = {
  free: 'success',
  pledged: 'error',
  unknown: 'info',
};

/** For lenders: is this thing pledged already? It never says to whom. */
export function CheckAsset() {
  const { t } = useTranslation('evidence');
  const [asked, setAsked] = useState<AssetMark>();
  return (
    <section className="card check-asset">
      <h2>{t('asset.check')}</h2>
      <Form<AssetMark>
        layout="vertical"
        initialValues={{ kind: 'goods' }}
        onFinish={setAsked}
        onValuesChange={() => setAsked(undefined)}
      >
        <MarkFields />
        <Button htmlType="submit">{t('asset.check_now')}</Button>
      </Form>
      <div aria-live="polite">{asked && <Answer mark={asked} />}</div>
    </section>
  );
}

function Answer({ mark }: { mark: AssetMark }) {
  const { t } = useTranslation('evidence');
  const answer = useQuery(checkAssetOptions({ query: mark }));
  return (
    <QueryGate query={answer}>
      {({ state }) => <Alert type={TONES[state]} showIcon message={t(`asset.state.${state}`)} />}
    </QueryGate>
  );
}
