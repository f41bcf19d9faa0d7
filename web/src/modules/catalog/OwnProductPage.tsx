import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listProductVersionsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DetailPage } from '@/shared/DetailPage';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { Proposals } from './Proposals';
import { TermsView } from './TermsView';
import { VersionHistory } from './VersionHistory';
import { WithdrawDrawer } from './WithdrawDrawer';
import { useProductName } from './words';
import './catalog.css';

/** For the institution that owns it, and for staff. */
export default function OwnProductPage() {
  const productId = usePathParam('productId');
  const versions = useQuery(listProductVersionsOptions({ path: { product_id: productId } }));
  return <QueryGate query={versions}>{(history) => <Loaded history={history} />}</QueryGate>;
}

function Loaded({ history }: { history: readonly ProductBody[] }) {
  const { t } = useTranslation('catalog');
  const nameOf = useProductName();
  const { organisation } = useSession();
  const [current] = history;
  if (current === undefined) throw new Error('A product has at least one version');
  const isOwn = current.institution_id === organisation.id;
  return (
    <DetailPage
      title={nameOf(current)}
      tags={
        <>
          <StatusTag
            tone={current.status === 'offered' ? 'good' : 'neutral'}
            label={t(`status.${current.status}`)}
          />
          <span className="muted">{t('version', { version: current.version })}</span>
        </>
      }
      nextAction={<Actions product={current} />}
      tabs={[
        {
          key: 'terms',
          label: t('page.terms'),
          content: (
            <>
              {isOwn && <Proposals current={current} />}
              <TermsView product={current} />
            </>
          ),
        },
        {
          key: 'versions',
          label: t('page.versions'),
          content: <VersionHistory history={history} />,
        },
      ]}
    />
  );
}

function Actions({ product }: { product: ProductBody }) {
  const { t } = useTranslation('catalog');
  const { organisation } = useSession();
  const mayPropose = useMay('catalog:propose');
  const mayWithdraw = useMay('catalog:withdraw');
  const [withdrawing, setWithdrawing] = useState(false);
  if (product.status !== 'offered' || product.institution_id !== organisation.id) return null;
  return (
    <>
      {mayWithdraw && <Button onClick={() => setWithdrawing(true)}>{t('withdraw')}</Button>}
      {mayPropose && (
        <ButtonLink primary to={`/institution/products/${product.id}/edit`}>
          {t('edit')}
        </ButtonLink>
      )}
      <WithdrawDrawer product={product} open={withdrawing} onClose={() => setWithdrawing(false)} />
    </>
  );
}
