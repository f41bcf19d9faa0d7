import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getRelatedOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { RelatedFileBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { DebtsCard } from './DebtsCard';
import { GroupPicture } from './GroupPicture';
import { LinksCard } from './LinksCard';
import './related.css';

/** Who belongs together with a company, and what it owes elsewhere. */
export default function RelatedPage() {
  const enterpriseId = usePathParam('enterpriseId');
  const file = useQuery(getRelatedOptions({ path: { enterprise_id: enterpriseId } }));
  return <QueryGate query={file}>{(data) => <File file={data} />}</QueryGate>;
}

function File({ file }: { file: RelatedFileBody }) {
  const { t } = useTranslation('related');
  const { company, members, group_debt } = file;
  return (
    <>
      <PageHead
        title={t('title', { name: company.name })}
        actions={<ButtonLink to={`/operations/risk/${company.id}`}>{t('to_review')}</ButtonLink>}
      />
      <div className="related-cards">
        <section className="card">
          <h2>{t('group')}</h2>
          <p className="muted">
            {members.length > 1 ? t('group_hint', { count: members.length }) : t('group_alone')}
          </p>
          <p>
            {t('debt.total')} <MoneyText value={group_debt} strong />
          </p>
          {file.links.length > 0 && <GroupPicture file={file} />}
        </section>
        <LinksCard file={file} />
        <DebtsCard file={file} />
      </div>
    </>
  );
}
