import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listApplicationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody, Stage } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { DeadlineClock } from '@/shared/DeadlineClock';
import { EmptyState } from '@/shared/EmptyState';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { StageTag } from './StageTag';
import { isOpen, MAIN_WAY, useProductName } from './words';
import './origination.css';

const SHOWN = 3;

/** Where is my application, and what must I do now? */
export default function NextStepCard() {
  const { t } = useTranslation('origination');
  const applications = useQuery(listApplicationsOptions({ query: { limit: 20 } }));
  return (
    <section className="card">
      <h2>{t('home.title')}</h2>
      <QueryGate query={applications}>
        {({ items }) => {
          const open = items.filter(isOpen);
          const first = [...open].sort(
            (left, right) => Number(isMine(right)) - Number(isMine(left)),
          );
          if (open.length === 0)
            return (
              <EmptyState
                title={t('home.none')}
                hint={t('home.none_hint')}
                action={
                  <ButtonLink primary to="/enterprise/applications/new">
                    {t('own.start')}
                  </ButtonLink>
                }
              />
            );
          return (
            <ul className="next-steps">
              {first.slice(0, SHOWN).map((application) => (
                <NextStep key={application.id} application={application} />
              ))}
            </ul>
          );
        }}
      </QueryGate>
    </section>
  );
}

const MINE = new Set(['draft', 'returned', 'contract']);

function isMine({ stage }: ApplicationBody): boolean {
  return MINE.has(stage);
}

function NextStep({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  const productName = useProductName();
  const { id, stage, deadline_at, contract_id } = application;
  const page = `/enterprise/applications/${id}`;
  const to = {
    draft: `${page}/edit`,
    returned: `${page}/edit`,
    contract: `/enterprise/contracts/${contract_id ?? ''}`,
  }[stage as 'draft'];
  return (
    <li>
      <div className="next-step-head">
        <Link to={page}>
          <strong>{productName(application.product)}</strong>
        </Link>
        <MoneyText value={application.amount} form="short" />
        <StageTag application={application} />
      </div>
      <Path stage={stage} />
      <div className="next-step-do">
        <span>{t(`now.${stage}`)}</span>
        {deadline_at && <DeadlineClock dueAt={deadline_at} />}
        {isMine(application) && (
          <ButtonLink primary to={to}>
            {t(`do.${stage}`)}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}

const DOTS: readonly Stage[] = MAIN_WAY.filter(
  (stage) => stage !== 'screening' && stage !== 'closed',
);

/** The way as dots: how far it is, at a glance. */
function Path({ stage }: { stage: ApplicationBody['stage'] }) {
  const { t } = useTranslation('origination');
  const seen = stage === 'screening' ? 'submitted' : stage === 'returned' ? 'draft' : stage;
  const place = DOTS.indexOf(seen);
  const words = t('home.place', {
    place: place + 1,
    count: DOTS.length,
    stage: t(`stage.${stage}`),
  });
  return (
    <ol className="stage-path" aria-label={words}>
      {DOTS.map((one, number) => (
        <li
          key={one}
          className={number < place ? 'done' : number === place ? 'now' : undefined}
          title={t(`stage.${one}`)}
        />
      ))}
    </ol>
  );
}
