import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { countUnreadOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';

/** The bell beside the user's name: its number changes as soon as something arrives. */
export default function UnreadBell() {
  const { t } = useTranslation('engagement');
  const { portal } = useSession();
  const { data } = useQuery(countUnreadOptions());
  const unread = data?.unread ?? 0;
  return (
    <Badge count={unread} size="small" offset={[-2, 2]} overflowCount={99}>
      <ButtonLink
        to={`/${portal}/messages`}
        icon={<BellOutlined />}
        aria-label={t('bell', { count: unread })}
      />
    </Badge>
  );
}
