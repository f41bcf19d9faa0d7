import { useQuery } from '@tanstack/react-query';
import { Checkbox, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  compareTemplatesOptions,
  getTemplateOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type {
  ComparedLineBody,
  SegmentBody,
  TemplateVersionBody,
  TemplateVersionFileBody,
} from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { QueryGate } from '@/shared/QueryGate';
import './templates.css';

/** Two versions side by side: sentence by sentence, what is new and what is gone marked in words. */
export function TemplateComparison({ file }: { file: TemplateVersionFileBody }) {
  const { t } = useTranslation('contracts');
  const history = useQuery(getTemplateOptions({ path: { template: file.key } }));
  return (
    <QueryGate query={history}>
      {({ versions }) => {
        const others = versions.filter(({ id }) => id !== file.version.id);
        if (others.length === 0) return <EmptyState title={t('version.nothing_to_compare')} />;
        return <Compare version={file.version} others={others} />;
      }}
    </QueryGate>
  );
}

interface CompareProps {
  version: TemplateVersionBody;
  others: readonly TemplateVersionBody[];
}

function Compare({ version, others }: CompareProps) {
  const { t } = useTranslation('contracts');
  const before = others.find(({ number }) => number < version.number) ?? others[0];
  const [otherId, setOtherId] = useState(before?.id ?? '');
  const [language, setLanguage] = useState<'zh' | 'en'>('zh');
  const [onlyChanges, setOnlyChanges] = useState(true);
  const comparison = useQuery(
    compareTemplatesOptions({
      path: { version_id: version.id },
      query: { with: otherId, language },
    }),
  );
  return (
    <>
      <div className="comparison-tools">
        <Select
          aria-label={t('version.compare_with')}
          value={otherId}
          onChange={setOtherId}
          options={others.map(({ id, number }) => ({
            value: id,
            label: t('templates.version_number', { number }),
          }))}
        />
        <Segmented
          aria-label={t('version.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh', label: t('version.chinese') },
            { value: 'en', label: t('version.english') },
          ]}
        />
        <Checkbox checked={onlyChanges} onChange={(event) => setOnlyChanges(event.target.checked)}>
          {t('version.only_changes')}
        </Checkbox>
      </div>
      <QueryGate query={comparison}>
        {({ lines }) => (
          <Lines lines={lines.filter(({ change }) => !onlyChanges || change !== 'same')} />
        )}
      </QueryGate>
    </>
  );
}

function Lines({ lines }: { lines: readonly ComparedLineBody[] }) {
  const { t } = useTranslation('contracts');
  if (lines.length === 0) return <EmptyState title={t('version.no_change')} />;
  return (
    <div className="comparison">
      {lines.map((line, place) => (
        <div key={`${line.place}-${place}`} className={`compared ${line.change}`}>
          <div className="muted small">
            {line.place} {line.change !== 'same' && t(`version.change.${line.change}`)}
          </div>
          <div>{line.old.length > 0 && <Side segments={line.old} as="del" />}</div>
          <div>{line.new.length > 0 && <Side segments={line.new} as="ins" />}</div>
        </div>
      ))}
    </div>
  );
}

function Side({ segments, as: Mark }: { segments: readonly SegmentBody[]; as: 'ins' | 'del' }) {
  return segments.map(({ text, is_changed }, place) =>
    is_changed ? <Mark key={place}>{text}</Mark> : <span key={place}>{text}</span>,
  );
}
