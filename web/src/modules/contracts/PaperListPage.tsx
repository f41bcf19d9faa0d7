import { useTranslation } from 'react-i18next';
import { listEnvelopesOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import { PaperState } from './PaperState';
import { PAPER_STATES, paperPath, usePaperTitle } from './papers';

/** Every paper that the organisation has sent or is to sign. */
export default function PaperListPage() {
  const { t } = useTranslation('contracts');
  const { portal } = useSession();
  const title = usePaperTitle();
  const maySend = useMay('contracts:send');
  return (
    <ListPage
      title={t('papers.title')}
      read={({ limit, cursor, filters }) =>
        listEnvelopesOptions({
          query: { limit, cursor, status: PAPER_STATES.find((state) => state === filters.status) },
        })
      }
      actions={
        maySend && (
          <ButtonLink primary to={`/${portal}/papers/new`}>
            {t('new_paper.title')}
          </ButtonLink>
        )
      }
      columns={[
        {
          key: 'title',
          title: t('papers.paper'),
          cell: (paper) => title(paper),
          text: (paper) => title(paper),
        },
        {
          key: 'status',
          title: t('status'),
          cell: (paper) => <PaperState paper={paper} />,
          text: ({ status }) => t(`paper.status.${status}`),
        },
        {
          key: 'signers',
          title: t('papers.signers'),
          cell: ({ signers }) => signers.map(({ name }) => name).join('、'),
          text: ({ signers }) => signers.map(({ name }) => name).join('、'),
        },
        {
          key: 'sign_by',
          title: t('sign_by'),
          cell: ({ sign_by }) => <DateText value={sign_by} />,
          text: ({ sign_by }) => sign_by,
        },
      ]}
      rowKey={({ id }) => id}
      to={(paper) => paperPath(paper, portal)}
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: t('status'),
          options: PAPER_STATES.map((value) => ({ value, label: t(`paper.status.${value}`) })),
        },
      ]}
      empty={{ title: t('papers.empty'), hint: t('papers.empty_hint') }}
    />
  );
}
