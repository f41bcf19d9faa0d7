import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { proposeProductMutation } from '@/api/generated/@tanstack/react-query.gen';
import { PageHead } from '@/shared/PageHead';
import { toast } from '@/shared/toast';
import { ProductEditor } from './ProductEditor';

const NOTHING_YET = {
  pricing: [{}, {}, {}] as never,
  rate_base: 'fixed' as const,
  conditions: [],
  purposes: [],
  required_documents: ['business_licence', 'representative_id'] as (
    'business_licence' | 'representative_id'
  )[],
};

export default function NewProductPage() {
  const { t } = useTranslation('catalog');
  const navigate = useNavigate();
  const propose = useAction(proposeProductMutation(), {
    onDone: () => {
      toast(t('proposal.asked'));
      void navigate({ to: '/institution/products' });
    },
  });
  return (
    <>
      <PageHead title={t('editor.title_new')} />
      <ProductEditor
        initial={NOTHING_YET}
        submitLabel={t('editor.publish')}
        busy={propose.isPending}
        error={propose.error}
        onSubmit={(terms, reason) => propose.mutate({ body: { terms, reason } })}
      />
    </>
  );
}
