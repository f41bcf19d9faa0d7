import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listEnvelopesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ContractBody, EnvelopeBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { QueryGate } from '@/shared/QueryGate';
import './contracts.css';
import { PaperState } from './PaperState';
import { ourTurn, paperPath, usePaperTitle } from './papers';
import { sideOf } from './words';

/** What stands beside a contract: it is in force once all of these are signed, too. */
export function ContractPapers({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const contractId = contract.id;
  const papers = useQuery(listEnvelopesOptions({ query: { set_of: contractId } }));
  return (
    <QueryGate query={papers}>
      {({ items }) => {
        const beside = items.filter((paper) => paper.side_of !== null);
        return (
          <>
            <p className="muted">
              {t(beside.length === 0 ? 'papers.none_beside' : 'papers.beside_hint')}
            </p>
            <ul className="to-sign">
              {beside.map((paper) => (
                <Line key={paper.id} paper={paper} />
              ))}
            </ul>
            <AddPaper contract={contract} />
          </>
        );
      }}
    </QueryGate>
  );
}

/** What no record gives, such as the keeper of a herd, the lender adds by hand. */
function AddPaper({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const maySend = useMay('contracts:send');
  const isOurs = sideOf(contract, session) === 'institution';
  if (!maySend || !isOurs || contract.status !== 'signing') return null;
  return (
    <p>
      <ButtonLink to={`/${session.portal}/papers/new?contract=${contract.id}`}>
        {t('papers.add')}
      </ButtonLink>
    </p>
  );
}

function Line({ paper }: { paper: EnvelopeBody }) {
  const { t } = useTranslation('contracts');
  const session = useSession();
  const title = usePaperTitle();
  const to = paperPath(paper, session.portal);
  const missing = paper.signers.filter(({ signed_at }) => signed_at === null);
  return (
    <li>
      <span className="what">
        <Link to={to}>{title(paper)}</Link>
        <br />
        <span className="muted small">
          {paper.status === 'signing'
            ? t('papers.waits_for', { names: missing.map(({ name }) => name).join('、') })
            : paper.signers.map(({ name }) => name).join('、')}
        </span>
      </span>
      <PaperState paper={paper} />
      {ourTurn(paper, session) && (
        <ButtonLink primary to={to}>
          {t('card.read_and_sign')}
        </ButtonLink>
      )}
    </li>
  );
}
