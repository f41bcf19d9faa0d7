import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftMemoOptions, saveMemoMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { MemoSection, WorkbenchBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';

const SECTIONS: readonly MemoSection[] = [
  'wish',
  'company',
  'finance',
  'business',
  'credit',
  'visits',
  'checklist',
  'risks',
  'advice',
];
type Sections = Record<string, string>;

/** Begun from what is on record, gone on with by a person; every saved version stays. */
export function MemoTab({ bench }: { bench: WorkbenchBody }) {
  const { t } = useTranslation('diligence');
  const mayWork = useMay('diligence:work') && bench.is_open;
  const [draft, setDraft] = useState<Sections>();
  const [latest] = bench.memos;
  if (draft) return <Editor bench={bench} initial={draft} onClose={() => setDraft(undefined)} />;
  const begin = mayWork && <BeginButtons bench={bench} onBegin={setDraft} />;
  if (latest === undefined)
    return <EmptyState title={t('memo.empty')} hint={t('memo.empty_hint')} action={begin} />;
  return (
    <>
      <div className="row-actions">{begin}</div>
      <Versions bench={bench} />
    </>
  );
}

interface BeginProps {
  bench: WorkbenchBody;
  onBegin: (sections: Sections) => void;
}

function BeginButtons({ bench, onBegin }: BeginProps) {
  const { t } = useTranslation('diligence');
  const queries = useQueryClient();
  const [latest] = bench.memos;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const write = async (): Promise<void> => {
    setBusy(true);
    try {
      const path = { application_id: bench.application_id };
      const found = await queries.fetchQuery({ ...draftMemoOptions({ path }), staleTime: 0 });
      onBegin({ ...latest?.sections, ...written(found.sections) });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type={latest ? 'default' : 'primary'} loading={busy} onClick={() => void write()}>
        {t(latest ? 'memo.refresh' : 'memo.write')}
      </Button>
      {latest && (
        <Button type="primary" onClick={() => onBegin(latest.sections)}>
          {t('memo.edit')}
        </Button>
      )}
      <ErrorNote error={error} />
    </>
  );
}

/** Sections that only people write keep what they wrote. */
function written(sections: Sections): Sections {
  return Object.fromEntries(Object.entries(sections).filter(([, text]) => text !== ''));
}

interface EditorProps {
  bench: WorkbenchBody;
  initial: Sections;
  onClose: () => void;
}

function Editor({ bench, initial, onClose }: EditorProps) {
  const { t } = useTranslation('diligence');
  const based_on = bench.memos[0]?.version ?? 0;
  const save = useAction(saveMemoMutation(), {
    onDone: () => {
      onClose();
      toast(t('memo.saved'));
    },
  });
  return (
    <Form<Sections>
      layout="vertical"
      initialValues={initial}
      disabled={save.isPending}
      onFinish={(sections) =>
        save.mutate({
          path: { application_id: bench.application_id },
          body: { based_on, sections },
        })
      }
    >
      {SECTIONS.map((section) => (
        <Form.Item key={section} name={section} label={t(`section.${section}`)}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={6000} />
        </Form.Item>
      ))}
      <ErrorNote error={save.error} />
      <div className="row-actions">
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('memo.save', { version: based_on + 1 })}
        </Button>
      </div>
    </Form>
  );
}

function Versions({ bench }: { bench: WorkbenchBody }) {
  const { t } = useTranslation('diligence');
  const [chosen, setChosen] = useState(bench.memos[0]?.version);
  const memo = bench.memos.find(({ version }) => version === chosen);
  if (memo === undefined) return null;
  return (
    <>
      <p>
        <Select
          value={chosen}
          onChange={setChosen}
          aria-label={t('memo.version')}
          options={bench.memos.map(({ version }) => ({
            value: version,
            label: t('memo.numbered', { version }),
          }))}
        />{' '}
        <span className="muted small">
          {memo.written_by_name} <DateText value={memo.written_at} />
        </span>
      </p>
      {SECTIONS.filter((section) => memo.sections[section]).map((section) => (
        <section key={section}>
          <h3>{t(`section.${section}`)}</h3>
          <p className="told">{memo.sections[section]}</p>
        </section>
      ))}
    </>
  );
}
