import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  giveConsentMutation,
  listChoicesOptions,
  withdrawConsentMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ChoiceBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { useLocale } from '@/shared/useLocale';

export function ConsentsCard() {
  const { t } = useTranslation('privacy');
  const locale = useLocale();
  const choices = useQuery(listChoicesOptions({ query: { locale } }));
  return (
    <section className="card" aria-label={t('consents.title')}>
      <h2>{t('consents.title')}</h2>
      <QueryGate query={choices}>
        {(found) => (
          <ul className="privacy-lines">
            {found.map((choice) => (
              <ConsentLine key={choice.purpose} choice={choice} />
            ))}
          </ul>
        )}
      </QueryGate>
    </section>
  );
}

function ConsentLine({ choice }: { choice: ChoiceBody }) {
  const { t } = useTranslation('privacy');
  const { text, is_given: isGiven, scope } = choice;
  return (
    <li>
      <div className="privacy-line">
        <h3>{text.title}</h3>
        <StatusTag
          tone={isGiven ? 'good' : 'neutral'}
          label={t(isGiven ? 'consents.given' : 'consents.not_given')}
        />
      </div>
      <p>{text.body}</p>
      <p className="muted small">
        {t(`scope.${scope}`)} · {t('consents.version', { version: text.version })} ·{' '}
        <Since choice={choice} />
      </p>
      <ConsentButton choice={choice} />
    </li>
  );
}

function Since({ choice }: { choice: ChoiceBody }) {
  const { t } = useTranslation('privacy');
  if (choice.withdrawn_at) {
    return (
      <>
        {t('consents.withdrawn_at')} <DateText value={choice.withdrawn_at} />
      </>
    );
  }
  if (choice.given_at) {
    return (
      <>
        {t(choice.is_given ? 'consents.given_at' : 'consents.earlier')}{' '}
        <DateText value={choice.given_at} />
      </>
    );
  }
  return <>{t('consents.never')}</>;
}

function ConsentButton({ choice }: { choice: ChoiceBody }) {
  const { t } = useTranslation('privacy');
  const locale = useLocale();
  const mayForAll = useMay('privacy:consent_for_organisation');
  const give = useAction(giveConsentMutation(), { onDone: () => toast(t('consents.thanks')) });
  const withdraw = useAction(withdrawConsentMutation(), {
    onDone: () => toast(t('consents.withdrawn')),
  });
  const { purpose, text } = choice;
  const wish = { path: { purpose }, query: { locale } };
  if (choice.scope === 'organisation' && !mayForAll) {
    return <p className="muted small">{t('consents.ask_owner')}</p>;
  }
  return (
    <>
      <ErrorNote error={give.error ?? withdraw.error} />
      {choice.is_given ? (
        <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(wish)}>
          {t('consents.withdraw')}
        </Button>
      ) : (
        <Button
          type="primary"
          loading={give.isPending}
          onClick={() => give.mutate({ ...wish, body: { version: text.version } })}
        >
          {t('consents.give')}
        </Button>
      )}
    </>
  );
}
