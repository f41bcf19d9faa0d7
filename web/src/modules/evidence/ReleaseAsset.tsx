import { Popconfirm, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { releaseAssetMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AssetBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

/** For who holds the pledge: afterwards the thing may be pledged to anybody. */
export function ReleaseAsset({ asset }: { asset: AssetBody }) {
  const { t } = useTranslation('evidence');
  const releasing = useAction(releaseAssetMutation(), { onDone: () => toast(t('asset.released')) });
  return (
    <>
      {releasing.error && <ErrorNote error={releasing.error} />}
      <Popconfirm
        title={t('asset.release_sure')}
        okText={t('asset.release')}
        onConfirm={() => releasing.mutate({ path: { asset_id: asset.id } })}
      >
        <Button size="small" loading={releasing.isPending}>
          {t('asset.release')}
        </Button>
      </Popconfirm>
    </>
  );
}
