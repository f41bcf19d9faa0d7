import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getTemplateVersionOptions,
  listTemplatesOptions,
  readKnownValuesOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { TemplateBody, TemplateVersionFileBody } from '@/api/generated/types.gen';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './contracts.css';
import { PaperForm } from './PaperForm';
import { useWords } from './templateWords';

/** Any text in force: chosen, filled, looked at, sent. `?contract=`: it is put beside that one. */
export default function NewPaperPage() {
  const { t } = useTranslation('contracts');
  const [search, change] = useFilters();
  const templates = useQuery(listTemplatesOptions());
  return (
    <>
      <PageHead title={t('new_paper.title')} />
      {search.contract && <Alert type="info" showIcon message={t('new_paper.beside')} />}
      <QueryGate query={templates}>
        {({ items }) => (
          <div className="card paper-form">
            <TextChoice
              items={items}
              chosen={search.text}
              onChoose={(text) => change({ ...search, text })}
            />
            {items.map(
              ({ key, in_force: version }) =>
                key === search.text &&
                version && (
                  <Filling key={key} versionId={version.id} contractId={search.contract} />
                ),
            )}
          </div>
        )}
      </QueryGate>
    </>
  );
}

interface TextChoiceProps {
  items: readonly TemplateBody[];
  chosen: string | undefined;
  onChoose: (key: string) => void;
}

function TextChoice({ items, chosen, onChoose }: TextChoiceProps) {
  const { t } = useTranslation('contracts');
  const words = useWords();
  return (
    <Form layout="vertical">
      <Form.Item label={t('new_paper.text')} htmlFor="paper-text" extra={t('new_paper.text_hint')}>
        <Select
          id="paper-text"
          value={chosen}
          placeholder={t('new_paper.text_choose')}
          onChange={onChoose}
          options={items.flatMap(({ key, in_force: version }) =>
            version ? [{ value: key, label: words(version.title) }] : [],
          )}
        />
      </Form.Item>
    </Form>
  );
}

function Filling({ versionId, contractId }: { versionId: string; contractId?: string }) {
  const file = useQuery(getTemplateVersionOptions({ path: { version_id: versionId } }));
  return (
    <QueryGate query={file}>
      {(data) =>
        contractId === undefined ? (
          <PaperForm file={data} known={{}} />
        ) : (
          <Known file={data} contractId={contractId} />
        )
      }
    </QueryGate>
  );
}

function Known({ file, contractId }: { file: TemplateVersionFileBody; contractId: string }) {
  const known = useQuery(readKnownValuesOptions({ query: { contract_id: contractId } }));
  return (
    <QueryGate query={known}>
      {({ values }) => <PaperForm file={file} known={values} contractId={contractId} />}
    </QueryGate>
  );
}
