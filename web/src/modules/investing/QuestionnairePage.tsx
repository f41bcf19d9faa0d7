import { useQuery } from '@tanstack/react-query';
import { Button, Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assessInvestorMutation,
  getOwnStandingOptions,
  getQuestionnaireOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { InvestorStandingBody, QuestionnaireBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { QualifiedProof } from './QualifiedProof';
import './investing.css';

/** One's class of risk: what it is, until when, and the questions that make it. */
export default function QuestionnairePage() {
  const { t } = useTranslation('investing');
  const standing = useQuery({ ...getOwnStandingOptions(), retry: false });
  const asked = useQuery(getQuestionnaireOptions());
  const [again, setAgain] = useState(false);
  return (
    <>
      <PageHead title={t('questionnaire.title')} />
      <QueryGate query={standing}>
        {(known) => (
          <>
            <Known standing={known} onAgain={() => setAgain(true)} />
            {(again || known.risk_class === null) && (
              <QueryGate query={asked}>
                {(questionnaire) => (
                  <Questions questionnaire={questionnaire} onDone={() => setAgain(false)} />
                )}
              </QueryGate>
            )}
            {known.is_person && known.level !== 'qualified' && <QualifiedProof />}
          </>
        )}
      </QueryGate>
    </>
  );
}

interface KnownProps {
  standing: InvestorStandingBody;
  onAgain: () => void;
}

function Known({ standing, onAgain }: KnownProps) {
  const { t } = useTranslation('investing');
  const { assessment, risk_class, level, qualified_until } = standing;
  return (
    <section className="card">
      <h2>
        {risk_class === null
          ? t(assessment ? 'questionnaire.expired' : 'questionnaire.none')
          : t(`class.${risk_class}`)}
      </h2>
      <Facts
        facts={[
          { label: t('level'), value: t(`level.${level}`) },
          ...(assessment
            ? [{ label: t('expires_on'), value: <DateText value={assessment.expires_on} /> }]
            : []),
          ...(qualified_until
            ? [{ label: t('qualified_until'), value: <DateText value={qualified_until} /> }]
            : []),
        ]}
      />
      {risk_class !== null && <Button onClick={onAgain}>{t('questionnaire.again')}</Button>}
    </section>
  );
}

interface QuestionsProps {
  questionnaire: QuestionnaireBody;
  onDone: () => void;
}

function Questions({ questionnaire, onDone }: QuestionsProps) {
  const { t } = useTranslation('investing');
  const mayInvest = useMay('investing:invest');
  const assess = useAction(assessInvestorMutation(), { onDone });
  return (
    <section className="card">
      <p className="muted">{t('questionnaire.lead')}</p>
      <ErrorNote error={assess.error} />
      <Form<Record<string, string>>
        layout="vertical"
        disabled={!mayInvest || assess.isPending}
        onFinish={(answers) => assess.mutate({ body: { version: questionnaire.version, answers } })}
      >
        {questionnaire.questions.map(({ key, answers }) => (
          <Form.Item
            key={key}
            name={key}
            label={t(`q.${key}`)}
            rules={[{ required: true, message: t('questionnaire.needed') }]}
          >
            <Radio.Group className="answers">
              {answers.map((answer) => (
                <Radio key={answer} value={answer}>
                  {t(`q.${key}.${answer}`)}
                </Radio>
              ))}
            </Radio.Group>
          </Form.Item>
        ))}
        <Button type="primary" size="large" htmlType="submit" loading={assess.isPending}>
          {t('questionnaire.send')}
        </Button>
      </Form>
    </section>
  );
}
