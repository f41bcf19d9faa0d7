import { useTranslation } from 'react-i18next';
import { ButtonLink } from '@/shared/ButtonLink';
import { RateCalculator } from './RateCalculator';
import './landing.css';

const STEPS = ['import', 'match', 'sign', 'repay'] as const;

export default function LandingPage() {
  const { t } = useTranslation('landing');
  return (
    <>
      <section className="hero">
        <div className="hero-words">
          <h1>{t('hero.title')}</h1>
          <p className="lead">{t('hero.lead')}</p>
          <div className="hero-actions">
            <ButtonLink to="/sign-up" primary size="large">
              {t('hero.start')}
            </ButtonLink>
            <ButtonLink to="/sign-in" size="large">
              {t('hero.sign_in')}
            </ButtonLink>
          </div>
        </div>
        <RateCalculator />
      </section>
      <section className="steps" aria-label={t('steps.label')}>
        <h2>{t('steps.label')}</h2>
        <ol>
          {STEPS.map((step) => (
            <li key={step}>
              <h3>{t(`steps.${step}.title`)}</h3>
              <p className="muted">{t(`steps.${step}.text`)}</p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
