import { useTranslation } from 'react-i18next';
import { listOrganisationsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ListedOrganisationBody, OrganisationKind } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ListPage } from '@/shared/list/ListPage';
import type { Column } from '@/shared/list/types';

const KINDS: readonly OrganisationKind[] = ['enterprise', 'institution', 'investor', 'operations'];

function kindOf(text: string | undefined): OrganisationKind | undefined {
  return KINDS.find((kind) => kind === text);
}

/** Everybody who has signed up, for staff. */
export default function OrganisationListPage() {
  const { t } = useTranslation('identity');
  const columns: readonly Column<ListedOrganisationBody>[] = [
    {
      key: 'name',
      title: t('organisation.name'),
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('organisation.kind'),
      cell: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => t(`kind.${kind}`),
    },
    {
      key: 'members',
      title: t('organisation.members'),
      numeric: true,
      cell: ({ members }) => members,
      text: ({ members }) => String(members),
    },
    {
      key: 'created',
      title: t('organisation.created'),
      cell: ({ created_at }) => <DateText value={created_at} />,
      text: ({ created_at }) => created_at,
    },
  ];
  return (
    <ListPage
      title={t('organisations.title')}
      read={({ limit, cursor, filters }) =>
        listOrganisationsOptions({
          query: { limit, cursor, kind: kindOf(filters.kind), name: filters.name },
        })
      }
      columns={columns}
      rowKey={({ id }) => id}
      to={({ id }) => `/operations/organisations/${id}`}
      filters={[
        { kind: 'text', name: 'name', label: t('organisations.search') },
        {
          kind: 'choice',
          name: 'kind',
          label: t('organisation.kind'),
          options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
      ]}
      empty={{ title: t('organisations.empty'), hint: t('organisations.empty_hint') }}
    />
  );
}
