import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listTemplatesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import './templates.css';
import { useWords } from './templateWords';

/** Every template, and the version that contracts are made from today. */
export default function TemplateListPage() {
  const { t } = useTranslation('contracts');
  const templates = useQuery(listTemplatesOptions());
  return (
    <>
      <PageHead title={t('templates.title')} />
      <p className="muted">{t('templates.hint')}</p>
      <QueryGate query={templates}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('templates.empty')} hint={t('templates.empty_hint')} />
          ) : (
            <ul className="template-grid">
              {items.map((template) => (
                <TemplateCard key={template.key} template={template} />
              ))}
            </ul>
          )
        }
      </QueryGate>
    </>
  );
}

function TemplateCard({ template }: { template: TemplateBody }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const words = useWords();
  const { key, kind, in_force: version, owner_name: owner } = template;
  return (
    <li className="card template-card">
      <h2>
        <Link to={`/${portal}/templates/${key}`}>{version ? words(version.title) : key}</Link>
      </h2>
      <p className="template-tags">
        <StatusTag
          tone={version ? 'good' : 'warning'}
          label={
            version
              ? t('templates.version_number', { number: version.number })
              : t('templates.none_in_force')
          }
        />
        <span className="muted">{t(`template_kind.${kind}`)}</span>
      </p>
      <p className="muted small">
        {t(`templates.jurisdiction.${template.jurisdiction}`)} · {t('templates.owner')}{' '}
        {owner ?? t('templates.owner_platform')}
      </p>
    </li>
  );
}
