import { useTranslation } from 'react-i18next';
import { listAssetsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { AssetBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';
import { StatusTag } from '@/shared/StatusTag';
import { CheckAsset } from './CheckAsset';
import { PledgeAsset } from './PledgeAsset';
import { RegisterAsset } from './RegisterAsset';
import { ReleaseAsset } from './ReleaseAsset';
import './evidence.css';

/** Goods, warehouse receipts, ear-tags, equipment: one's own and those pledged to one. */
export default function AssetListPage() {
  const { t } = useTranslation('evidence');
  const mayOwn = useMay('evidence:own_assets');
  const mayCheck = useMay('evidence:check_assets');
  const kindOf = ({ kind }: AssetBody) => t(`asset.kind.${kind}`);
  const stateOf = ({ is_pledged }: AssetBody) =>
    t(`asset.state.${is_pledged ? 'pledged' : 'free'}`);
  const columns: readonly Column<AssetBody>[] = [
    {
      key: 'serial',
      title: t('asset.serial'),
      cell: ({ serial }) => serial,
      text: ({ serial }) => serial,
    },
    { key: 'kind', title: t('asset.kind'), cell: kindOf, text: kindOf },
    {
      key: 'issuer',
      title: t('asset.issuer'),
      cell: ({ issuer }) => issuer,
      text: ({ issuer }) => issuer,
    },
    {
      key: 'state',
      title: t('asset.state'),
      cell: (asset) => (
        <StatusTag tone={asset.is_pledged ? 'warning' : 'good'} label={stateOf(asset)} />
      ),
      text: stateOf,
    },
    { key: 'next', title: t('asset.next'), cell: (asset) => <NextStep asset={asset} /> },
  ];
  return (
    <ListPage
      title={t('assets.title')}
      actions={mayOwn && <RegisterAsset />}
      read={({ limit, cursor }) => listAssetsOptions({ query: { limit, cursor } })}
      columns={columns}
      rowKey={({ id }) => id}
      empty={{
        title: t('assets.empty'),
        hint: t(mayOwn ? 'assets.empty_own' : 'assets.empty_held'),
      }}
    >
      {mayCheck && <CheckAsset />}
    </ListPage>
  );
}

function NextStep({ asset }: { asset: AssetBody }) {
  const session = useSession();
  const mayOwn = useMay('evidence:own_assets');
  const mayRelease = useMay('evidence:release_assets');
  if (mayOwn && !asset.is_pledged) return <PledgeAsset asset={asset} />;
  if (mayRelease && asset.holder_id === session.organisation.id)
    return <ReleaseAsset asset={asset} />;
  return null;
}
