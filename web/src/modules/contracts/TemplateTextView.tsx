import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateTextBody, SentencePairBody } from '@/api/generated/types.gen';
import './templates.css';

/** Every sentence with its companion beside it, or below it on a phone. */
export function TemplateTextView({ text }: { text: TemplateTextBody }) {
  const { t } = useTranslation('contracts');
  return (
    <div className="template-text">
      <p className="pair muted small">
        <span>{t('version.chinese')}</span>
        <span>{t('version.english')}</span>
      </p>
      <Pair words={text.title} />
      {text.parties.map(({ variable, role }) => (
        <Pair
          key={variable}
          words={{ zh: `${role.zh}：{${variable}}`, en: `${role.en}: {${variable}}` }}
        />
      ))}
      <Pair words={text.preamble} />
      {text.articles.map(({ heading, rows, clauses, table }, place) => (
        <Fragment key={heading.zh}>
          <h3>
            {place + 1} {heading.zh} <span className="muted">{heading.en}</span>
          </h3>
          {rows?.map(({ label, value }) => (
            <Pair
              key={label.zh}
              words={{ zh: `${label.zh}：${value.zh}`, en: `${label.en}: ${value.en}` }}
            />
          ))}
          {clauses?.map((clause, number) => (
            <Pair key={clause.zh} number={`${place + 1}·${number + 1}`} words={clause} />
          ))}
          {table && <p>{`{${table}}`}</p>}
        </Fragment>
      ))}
      {text.annexes?.map(({ heading, note, table }, place) => (
        <Fragment key={heading.zh}>
          <h3>
            {t('version.annex')} {place + 1} {heading.zh}{' '}
            <span className="muted">{heading.en}</span>
          </h3>
          <Pair words={note} />
          <p>{`{${table}}`}</p>
        </Fragment>
      ))}
    </div>
  );
}

function Pair({ words, number }: { words: SentencePairBody; number?: string }) {
  return (
    <p className="pair">
      <span lang="zh-CN">
        {number && <span className="muted tabular">{number} </span>}
        {words.zh}
      </span>
      <span lang="en" className="muted">
        {words.en}
      </span>
    </p>
  );
}
