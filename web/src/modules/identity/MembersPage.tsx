import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMembersOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { MemberBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { RowTable } from '@/shared/list/RowTable';
import type { Column } from '@/shared/list/types';
import { ChangeRolesDrawer } from './ChangeRolesDrawer';
import { Invitations } from './Invitations';
import { InviteDrawer } from './InviteDrawer';
import { PasswordDueDialog } from './PasswordDueDialog';
import { PendingGrants } from './PendingGrants';
import { RemoveMemberDialog } from './RemoveMemberDialog';
import { useMemberColumns } from './useMemberColumns';
import './identity.css';

type Wish =
  { kind: 'invite' } | { kind: 'roles' | 'password' | 'remove'; member: MemberBody } | undefined;

/** The people of my organisation and what their roles allow. */
export default function MembersPage() {
  const { t } = useTranslation('identity');
  const me = useSession();
  const mayManage = useMay('identity:manage_members');
  const members = useQuery(listMembersOptions());
  const [wish, setWish] = useState<Wish>();
  const close = (): void => setWish(undefined);
  const plain = useMemberColumns(me);
  const columns = useMemo(
    () => (mayManage ? [...plain, manageColumn(t('members.manage'), setWish)] : plain),
    [plain, mayManage, t],
  );
  return (
    <>
      <PageHead
        title={t('members.title')}
        actions={
          mayManage && (
            <Button type="primary" onClick={() => setWish({ kind: 'invite' })}>
              {t('invitations.invite')}
            </Button>
          )
        }
      />
      <p className="muted">
        {me.organisation.name} · {t(`members.hint.${me.portal}`)}
      </p>
      <QueryGate query={members}>
        {(rows) => (
          <>
            <PendingGrants members={rows} />
            <RowTable
              label={t('members.title')}
              rows={rows}
              rowKey={({ user_id }) => user_id}
              columns={columns}
            />
          </>
        )}
      </QueryGate>
      {mayManage && <Invitations />}
      <InviteDrawer open={wish?.kind === 'invite'} onClose={close} />
      {wish?.kind === 'roles' && <ChangeRolesDrawer member={wish.member} onClose={close} />}
      {wish?.kind === 'password' && <PasswordDueDialog member={wish.member} onClose={close} />}
      {wish?.kind === 'remove' && <RemoveMemberDialog member={wish.member} onClose={close} />}
    </>
  );
}

function manageColumn(title: string, onWish: (wish: Wish) => void): Column<MemberBody> {
  return { key: 'manage', title, cell: (member) => <Manage member={member} onWish={onWish} /> };
}

function Manage({ member, onWish }: { member: MemberBody; onWish: (wish: Wish) => void }) {
  const { t } = useTranslation('identity');
  const { display_name: name } = member;
  return (
    <span className="row-actions">
      <Button
        size="small"
        aria-label={t('members.change_roles_of', { name })}
        onClick={() => onWish({ kind: 'roles', member })}
      >
        {t('members.change_roles')}
      </Button>
      <Button
        size="small"
        aria-label={t('members.ask_password_of', { name })}
        onClick={() => onWish({ kind: 'password', member })}
      >
        {t('members.ask_password')}
      </Button>
      <Button
        size="small"
        danger
        aria-label={t('members.remove_who', { name })}
        onClick={() => onWish({ kind: 'remove', member })}
      >
        {t('members.remove')}
      </Button>
    </span>
  );
}
