import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { getTemplateOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateHistoryBody, TemplateVersionBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { EntrustButton } from './EntrustButton';
import './templates.css';
import { useNote, useWords, VERSION_TONES } from './templateWords';

/** A template's versions, the newest first, and who looks after it. */
export default function TemplatePage() {
  const key = usePathParam('key');
  const history = useQuery(getTemplateOptions({ path: { template: key } }));
  return <QueryGate query={history}>{(data) => <History history={data} />}</QueryGate>;
}

function History({ history: { template, versions } }: { history: TemplateHistoryBody }) {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const words = useWords();
  const newest = versions[0];
  const hasDraft = versions.some(({ status }) => status === 'draft');
  return (
    <>
      <PageHead
        title={newest ? words(newest.title) : template.key}
        tags={<span className="muted">{t(`template_kind.${template.kind}`)}</span>}
        actions={
          <>
            <EntrustButton template={template} />
            {template.may_edit && !hasDraft && (
              <ButtonLink primary to={`/${portal}/templates/${template.key}/new`}>
                {t('template.new_version')}
              </ButtonLink>
            )}
          </>
        }
      />
      <p className="muted">
        {t(`templates.jurisdiction.${template.jurisdiction}`)} · {t('templates.owner')}{' '}
        {template.owner_name ?? t('templates.owner_platform')}
      </p>
      <section className="card">
        <h2>{t('template.history')}</h2>
        <Versions versions={versions} inForce={template.in_force?.id} />
      </section>
    </>
  );
}

interface VersionsProps {
  versions: readonly TemplateVersionBody[];
  inForce: string | undefined;
}

function Versions({ versions, inForce }: VersionsProps) {
  const { t } = useTranslation('contracts');
  const note = useNote();
  const { portal } = useSession();
  return (
    <Table<TemplateVersionBody>
      dataSource={[...versions]}
      rowKey="id"
      pagination={false}
      size="middle"
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('templates.name'),
          render: (_, { id, number }) => (
            <Link to={`/${portal}/template-versions/${id}`}>
              {t('templates.version_number', { number })}
            </Link>
          ),
        },
        {
          title: t('template.state'),
          render: (_, { id, status }) => (
            <StatusTag
              tone={VERSION_TONES[status]}
              label={id === inForce ? t('templates.version') : t(`version_status.${status}`)}
            />
          ),
        },
        { title: t('template.note'), render: (_, version) => note(version.note) },
        {
          title: t('editor.valid_from'),
          render: (_, { valid_from }) => <DateText value={valid_from} />,
        },
        {
          title: t('template.author'),
          render: (_, { author_name }) => author_name ?? t('templates.owner_platform'),
        },
        {
          title: t('template.approver'),
          render: (_, { approver_name }) => approver_name ?? '–',
        },
      ]}
    />
  );
}
