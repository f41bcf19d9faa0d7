import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listProductProposalsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ProductBody, ProductProposalBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { FourEyes } from '@/shared/FourEyes';
import { TermsView } from './TermsView';
import { VersionHistory } from './VersionHistory';
import { useProductName } from './words';

/** What waits for a second person of one's own house; with `current` that of one product. */
export function Proposals({ current }: { current?: ProductBody }) {
  const proposals = useQuery(listProductProposalsOptions());
  const ours = (proposals.data ?? []).filter(
    ({ product }) => current === undefined || product.id === current.id,
  );
  return ours.map((proposal) => (
    <Proposed key={proposal.id} proposal={proposal} current={current} />
  ));
}

interface ProposedProps {
  proposal: ProductProposalBody;
  current: ProductBody | undefined;
}

function Proposed({ proposal, current }: ProposedProps) {
  const { t } = useTranslation('catalog');
  const nameOf = useProductName();
  const mayApprove = useMay('catalog:publish');
  const { product } = proposal;
  const title = t(proposal.based_on === null ? 'proposal.new' : 'proposal.version', {
    name: nameOf(product),
    version: product.version,
  });
  return (
    <section className="card proposal">
      <h2>{title}</h2>
      <details>
        <summary>{t('proposal.terms')}</summary>
        {current ? (
          <VersionHistory history={[product, current]} />
        ) : (
          <TermsView product={product} />
        )}
      </details>
      <FourEyes
        asked={proposal}
        mayApprove={mayApprove}
        title={title}
        effect={<p>{t('proposal.effect')}</p>}
        undo={t('proposal.undo')}
        approvedWords={t('editor.published')}
        rejectedWords={t('proposal.rejected')}
      />
    </section>
  );
}
