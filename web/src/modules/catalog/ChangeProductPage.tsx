import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  listProductVersionsOptions,
  proposeProductVersionMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody } from '@/api/generated/types.gen';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import { draftOf } from './draft';
import { ProductEditor } from './ProductEditor';
import { useProductName } from './words';

export default function ChangeProductPage() {
  const productId = usePathParam('productId');
  const versions = useQuery(listProductVersionsOptions({ path: { product_id: productId } }));
  return (
    <QueryGate query={versions}>{([current]) => current && <Change product={current} />}</QueryGate>
  );
}

/** Works on the version it was opened with, even while a colleague publishes another one. */
function Change({ product: latest }: { product: ProductBody }) {
  const [product] = useState(latest);
  const { t } = useTranslation('catalog');
  const nameOf = useProductName();
  const navigate = useNavigate();
  const initial = useMemo(() => draftOf(product), [product]);
  const propose = useAction(proposeProductVersionMutation(), {
    onDone: () => {
      toast(t('proposal.asked'));
      void navigate({ to: `/institution/products/${product.id}` });
    },
  });
  return (
    <>
      <PageHead
        title={nameOf(product)}
        tags={<span className="muted">{t('version', { version: product.version })}</span>}
      />
      <ProductEditor
        initial={initial}
        kindIsFixed
        submitLabel={t('editor.publish_version')}
        busy={propose.isPending}
        error={propose.error}
        onSubmit={(terms, reason) =>
          propose.mutate({
            path: { product_id: product.id },
            body: { based_on: product.version, terms, reason },
          })
        }
      />
    </>
  );
}
