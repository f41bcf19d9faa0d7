import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listEnvelopesOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { QueryGate } from '@/shared/QueryGate';
import './contracts.css';
import { ourTurn, paperPath, usePaperTitle } from './papers';

/** On the first page: papers that wait for this organisation's signature. */
export default function ToSignCard() {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const title = usePaperTitle();
  const papers = useQuery(listEnvelopesOptions({ query: { status: 'signing', limit: 50 } }));
  return (
    <section className="card">
      <h2>{t('card.title')}</h2>
      <QueryGate query={papers}>
        {({ items }) => {
          const waiting = items.filter((paper) => ourTurn(paper, session));
          if (waiting.length === 0) return <p className="muted">{t('card.nothing')}</p>;
          return (
            <ul className="to-sign">
              {waiting.map((paper) => (
                <li key={paper.id}>
                  <span className="what">
                    {title(paper)}
                    <br />
                    <span className="muted small">
                      {t('timeline.until', { day: paper.sign_by })}
                    </span>
                  </span>
                  <ButtonLink primary to={paperPath(paper, session.portal)}>
                    {t('card.read_and_sign')}
                  </ButtonLink>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryGate>
    </section>
  );
}
