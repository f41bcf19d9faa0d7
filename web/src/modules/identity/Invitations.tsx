import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  listInvitationsOptions,
  revokeInvitationMutation,
  sendInvitationAgainMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { PersonInvitationBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { toast } from '@/shared/toast';
import { RoleTags } from './RoleTags';

const MOST = 50;
const COLOURS: Readonly<Record<string, string>> = {
  open: 'blue',
  locked: 'red',
  expired: 'orange',
};
/** These may still be sent again or taken back. */
const PENDING = ['open', 'locked', 'expired'];

/** Who has been invited and has not come yet; what is over stays in the record. */
export function Invitations() {
  const { t } = useTranslation('identity');
  const invitations = useQuery(listInvitationsOptions({ query: { limit: MOST } }));
  const sendAgain = useAction(sendInvitationAgainMutation(), {
    onDone: () => toast(t('invitations.sent')),
  });
  const revoke = useAction(revokeInvitationMutation(), {
    onDone: () => toast(t('invitations.revoked')),
  });
  const rows = invitations.data?.items.filter(({ status }) => PENDING.includes(status)) ?? [];
  const plain = useColumns();
  const columns: readonly Column<PersonInvitationBody>[] = [
    ...plain,
    {
      key: 'manage',
      title: t('members.manage'),
      cell: (row) => (
        <Manage
          row={row}
          busy={sendAgain.isPending || revoke.isPending}
          onSend={() => sendAgain.mutate({ path: { invitation_id: row.id } })}
          onRevoke={() => revoke.mutate({ path: { invitation_id: row.id } })}
        />
      ),
    },
  ];
  if (rows.length === 0 && !invitations.error) return null;
  return (
    <section className="invitations" aria-label={t('invitations.title')}>
      <h2>{t('invitations.title')}</h2>
      <p className="muted">{t('invitations.hint')}</p>
      <ErrorNote error={invitations.error ?? sendAgain.error ?? revoke.error} />
      <RowTable
        label={t('invitations.title')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={columns}
      />
    </section>
  );
}

function useColumns(): readonly Column<PersonInvitationBody>[] {
  const { t } = useTranslation('identity');
  return useMemo(
    () => [
      {
        key: 'address',
        title: t('member.login'),
        cell: ({ mobile, email }) => mobile ?? email ?? '—',
      },
      {
        key: 'roles',
        title: t('member.roles'),
        cell: ({ roles }) =>
          roles.length > 0 ? <RoleTags roles={roles} /> : t('invitations.no_roles'),
      },
      {
        key: 'status',
        title: t('invitations.status'),
        cell: ({ status }) => (
          <Tag color={COLOURS[status]}>{t(`invitations.status.${status}`)}</Tag>
        ),
      },
      {
        key: 'until',
        title: t('invitations.until'),
        cell: ({ expires_at }) => <DateText value={expires_at} />,
      },
    ],
    [t],
  );
}

interface ManageProps {
  row: PersonInvitationBody;
  busy: boolean;
  onSend: () => void;
  onRevoke: () => void;
}

function Manage({ row, busy, onSend, onRevoke }: ManageProps) {
  const { t } = useTranslation('identity');
  const to = row.mobile ?? row.email ?? '';
  return (
    <span className="row-actions">
      <Button
        size="small"
        disabled={busy}
        aria-label={t('invitations.send_again_to', { to })}
        onClick={onSend}
      >
        {t('invitations.send_again')}
      </Button>
      <Popconfirm
        title={t('invitations.revoke_effect')}
        okText={t('invitations.revoke')}
        cancelText={t('common:cancel')}
        onConfirm={onRevoke}
      >
        <Button size="small" danger disabled={busy} aria-label={t('invitations.revoke_to', { to })}>
          {t('invitations.revoke')}
        </Button>
      </Popconfirm>
    </span>
  );
}
