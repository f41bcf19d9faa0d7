import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { giveConsentMutation, listChoicesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ChoiceBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ErrorNote } from '../ErrorNote';
import { QueryGate } from '../QueryGate';
import { useLocale } from '../useLocale';

interface ConsentGateProps {
  purpose: ChoiceBody['purpose'];
  /** What needs the consent. */
  children: ReactNode;
}

/** Asks where consent is needed, with the text in full; behind it lies what depends on it. */
export function ConsentGate({ purpose, children }: ConsentGateProps) {
  const locale = useLocale();
  const choices = useQuery(listChoicesOptions({ query: { locale } }));
  return (
    <QueryGate query={choices}>
      {(found) => {
        const choice = found.find((each) => each.purpose === purpose);
        return choice === undefined || choice.is_given ? children : <Question choice={choice} />;
      }}
    </QueryGate>
  );
}

function Question({ choice }: { choice: ChoiceBody }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const give = useAction(giveConsentMutation());
  const mayForAll = useMay('privacy:consent_for_organisation');
  const { purpose, text } = choice;
  const agree = (): void =>
    give.mutate({ path: { purpose }, query: { locale }, body: { version: text.version } });
  return (
    <section className="card" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p>{text.body}</p>
      <p className="muted small">{t('consent.hint', { version: text.version })}</p>
      <ErrorNote error={give.error} />
      {choice.scope === 'person' || mayForAll ? (
        <Button type="primary" loading={give.isPending} onClick={agree}>
          {t('consent.agree')}
        </Button>
      ) : (
        <p>{t('consent.ask_owner')}</p>
      )}
    </section>
  );
}
