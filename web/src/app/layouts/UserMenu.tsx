import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import type { Options } from '@/api/generated/sdk.gen';
import type { SignOutData } from '@/api/generated/types.gen';
import { useKeepSession, type Session } from '@/api/session';

/** The calls of all rooms are fetched when they are needed, not before the first page. */
async function leaveSession(wish: Options<SignOutData>): Promise<unknown> {
  const { signOut } = await import('@/api/generated/sdk.gen');
  return (await signOut({ ...wish, throwOnError: true })).data;
}

export function UserMenu({ session }: { session: Session }) {
  const { t } = useTranslation('shell');
  const keep = useKeepSession();
  const navigate = useNavigate();
  const leave = useAction(
    { mutationFn: leaveSession },
    {
      onDone: () => void navigate({ to: '/' }).then(() => keep(null)),
    },
  );
  return (
    <>
      <Link to={`/${session.portal}/account`} className="user-link" title={t('account')}>
        <UserOutlined aria-label={t('account')} />
        <span className="user-name">{session.display_name}</span>
      </Link>
      <Button
        type="text"
        icon={<LogoutOutlined />}
        loading={leave.isPending}
        aria-label={t('sign_out')}
        title={t('sign_out')}
        onClick={() => leave.mutate({})}
      />
    </>
  );
}
