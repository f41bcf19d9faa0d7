import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { PairFields } from './PairFields';

/** Articles and their clauses; numbers follow from the order, so nothing is numbered by hand. */
export function ArticleFields() {
  const { t } = useTranslation('contracts');
  return (
    <Form.List name={['text', 'articles']}>
      {(articles, { add, remove }) => (
        <>
          {articles.map(({ key, name }) => (
            <section key={key} className="card editor-part">
              <div className="editor-head">
                <h2>{t('editor.article', { number: name + 1 })}</h2>
                <Button size="small" danger onClick={() => remove(name)}>
                  {t('editor.remove')}
                </Button>
              </div>
              <PairFields name={[name, 'heading']} label={t('editor.heading')} />
              <Rows article={name} />
              <Clauses article={name} />
            </section>
          ))}
          <Button onClick={() => add({ heading: {}, rows: [], clauses: [{}] })}>
            {t('editor.add_article')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Rows({ article }: { article: number }) {
  const { t } = useTranslation('contracts');
  return (
    <Form.List name={[article, 'rows']}>
      {(rows) =>
        rows.map(({ key, name }) => (
          <div key={key} className="editor-row">
            <PairFields name={[name, 'label']} label={t('editor.label')} />
            <PairFields name={[name, 'value']} label={t('version.terms_table')} />
          </div>
        ))
      }
    </Form.List>
  );
}

function Clauses({ article }: { article: number }) {
  const { t } = useTranslation('contracts');
  return (
    <Form.List name={[article, 'clauses']}>
      {(clauses, { add, remove }) => (
        <>
          {clauses.map(({ key, name }) => (
            <div key={key} className="editor-clause">
              <PairFields name={[name]} label={t('editor.clause', { number: name + 1 })} />
              <Button size="small" type="text" danger onClick={() => remove(name)}>
                {t('editor.remove')}
              </Button>
            </div>
          ))}
          <Button size="small" onClick={() => add({})}>
            {t('editor.add_clause')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
