import { useQuery } from '@tanstack/react-query';
import { Space, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { getTemplateVersionOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateVariableBody, TemplateVersionFileBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { FourEyes } from '@/shared/FourEyes';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { FindingList } from './FindingList';
import { TemplateActions } from './TemplateActions';
import { TemplateComparison } from './TemplateComparison';
import { TemplatePreview } from './TemplatePreview';
import { TemplateTextView } from './TemplateTextView';
import './templates.css';
import { useNote, useWords, VERSION_TONES } from './templateWords';

export default function TemplateVersionPage() {
  const versionId = usePathParam('versionId');
  const file = useQuery(getTemplateVersionOptions({ path: { version_id: versionId } }));
  return <QueryGate query={file}>{(data) => <Version file={data} />}</QueryGate>;
}

function Version({ file }: { file: TemplateVersionFileBody }) {
  const { t } = useTranslation('contracts');
  const words = useWords();
  const { version } = file;
  const number = t('templates.version_number', { number: version.number });
  return (
    <DetailPage
      title={`${words(version.title)} · ${number}`}
      tags={
        <StatusTag
          tone={VERSION_TONES[version.status]}
          label={t(`version_status.${version.status}`)}
        />
      }
      nextAction={<TemplateActions file={file} />}
      tabs={[
        {
          key: 'text',
          label: t('version.tab.text'),
          content: <TemplateTextView text={file.text} />,
        },
        {
          key: 'compare',
          label: t('version.tab.compare'),
          content: <TemplateComparison file={file} />,
        },
        {
          key: 'preview',
          label: t('version.tab.preview'),
          content: <TemplatePreview file={file} />,
        },
        {
          key: 'findings',
          label: t('version.tab.findings'),
          content: <FindingList findings={file.findings} />,
        },
        {
          key: 'variables',
          label: t('version.tab.variables'),
          content: <Variables variables={file.variables} />,
        },
      ]}
      side={<About file={file} />}
    />
  );
}

function Variables({ variables }: { variables: readonly TemplateVariableBody[] }) {
  const { t } = useTranslation('contracts');
  const words = useWords();
  return (
    <Table<TemplateVariableBody>
      dataSource={[...variables]}
      rowKey="name"
      pagination={false}
      size="small"
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('variable.name'), render: (_, { name }) => <code>{`{${name}}`}</code> },
        { title: t('variable.words'), render: (_, variable) => words(variable.words) },
        { title: t('variable.kind'), render: (_, { kind }) => t(`variable_kind.${kind}`) },
      ]}
    />
  );
}

function About({ file: { version, pending } }: { file: TemplateVersionFileBody }) {
  const { t } = useTranslation('contracts');
  const note = useNote();
  const mayApprove = useMay('contracts:approve_templates');
  return (
    <Space direction="vertical" size="middle">
      <section>
        <h2>{t('template.note')}</h2>
        <p>{note(version.note)}</p>
        <p className="muted small">
          {t('templates.valid_from', { day: version.valid_from })}
          {version.valid_until && ` ${t('templates.valid_until', { day: version.valid_until })}`}
        </p>
        <p className="muted small">
          {t('template.author')} {version.author_name ?? t('templates.owner_platform')} ·{' '}
          <DateText value={version.changed_at} />
        </p>
        <p className="muted small">
          {t('version.fingerprint')} <span className="tabular hash">{version.sha256}</span>
        </p>
      </section>
      {pending && (
        <section aria-label={t('version.pending')}>
          <h2>{t('version.pending')}</h2>
          <FourEyes
            asked={pending}
            mayApprove={mayApprove}
            title={t('version.approve_title', { name: version.name })}
            effect={<p>{t('version.approve_effect', { day: version.valid_from })}</p>}
            undo={t('version.approve_undo')}
            approvedWords={t('version.approved_words')}
            rejectedWords={t('version.rejected_words')}
          />
        </section>
      )}
    </Space>
  );
}
