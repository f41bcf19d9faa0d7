import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { checkNameMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CheckedNameBody, Kind, ListMatchBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { StatusTag } from '@/shared/StatusTag';
import { percentOf } from './hits';
import { WordByWord } from './WordByWord';
import './policies.css';

const KINDS = ['company', 'person'] as const satisfies Kind[];

interface Asked {
  name: string;
  kind: Kind;
}

/** Look one name up in the lists; each answer says word by word why. */
export default function CheckNamePage() {
  const { t } = useTranslation('compliance');
  const [answer, setAnswer] = useState<CheckedNameBody>();
  const check = useAction(checkNameMutation(), { onDone: setAnswer });
  return (
    <>
      <PageHead title={t('screening.check')} />
      <p className="muted">{t('screening.check_hint')}</p>
      <Form<Asked>
        layout="vertical"
        className="card"
        initialValues={{ kind: 'company' }}
        onFinish={(body) => check.mutate({ body })}
      >
        <Form.Item
          name="name"
          label={t('screening.name')}
          rules={[{ required: true, whitespace: true, message: t('screening.name_missing') }]}
        >
          <Input maxLength={200} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="kind" label={t('screening.kind')}>
          <Radio.Group
            options={KINDS.map((value) => ({ value, label: t(`screening.kind.${value}`) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={check.isPending}>
          {t('screening.look_up')}
        </Button>
        <ErrorNote error={check.error} />
      </Form>
      {answer && <Answer answer={answer} />}
    </>
  );
}

function Answer({ answer }: { answer: CheckedNameBody }) {
  const { t } = useTranslation('compliance');
  if (answer.names_searched === 0)
    return <EmptyState title={t('screening.no_list_title')} hint={t('screening.no_list')} />;
  if (answer.matches.length === 0)
    return (
      <EmptyState
        title={t('screening.nothing')}
        hint={t('screening.searched', { count: answer.names_searched })}
      />
    );
  return (
    <section aria-live="polite">
      <p className="muted">{t('screening.searched', { count: answer.names_searched })}</p>
      {answer.matches.map((match) => (
        <Match key={`${match.source} ${match.entry}`} match={match} />
      ))}
    </section>
  );
}

function Match({ match }: { match: ListMatchBody }) {
  const { listed_name, source, program, detail, comparison } = match;
  return (
    <article className="card match">
      <h2>
        {listed_name} <StatusTag tone="warning" label={percentOf(comparison.score)} />
      </h2>
      <p className="muted small">{[source, program, detail].filter(Boolean).join(' · ')}</p>
      <WordByWord comparison={comparison} />
    </article>
  );
}
