import { Button, Switch } from 'antd';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  listNotificationsInfiniteOptions,
  readNotificationsMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { NotificationBody } from '@/api/generated/types.gen';
import { useSession } from '@/api/session';
import { useAction } from '@/api/action';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import './engagement.css';

const PAGE_SIZE = 20;

/** What happened, newest first; opening a message leads to the page where one can act. */
export default function MessagesPage() {
  const { t, i18n } = useTranslation('engagement');
  const { portal } = useSession();
  const [{ unread }, change] = useFilters();
  const messages = useInfiniteQuery({
    ...listNotificationsInfiniteOptions({
      query: {
        limit: PAGE_SIZE,
        unread_only: unread === 'only',
        locale: i18n.language === 'en' ? 'en' : 'zh-CN',
      },
    }),
    initialPageParam: {},
    getNextPageParam: ({ next_cursor }) =>
      next_cursor ? { query: { cursor: next_cursor } } : undefined,
    placeholderData: keepPreviousData,
  });
  const read = useAction(readNotificationsMutation());
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          <>
            <Button loading={read.isPending} onClick={() => read.mutate({ body: {} })}>
              {t('read_all')}
            </Button>
            <ButtonLink to={`/${portal}/messages/preferences`}>{t('preferences.title')}</ButtonLink>
          </>
        }
      />
      <ErrorNote error={read.error} />
      <label className="unread-switch">
        <Switch
          size="small"
          checked={unread === 'only'}
          onChange={(only) => change({ unread: only ? 'only' : undefined })}
        />
        {t('unread_only')}
      </label>
      <QueryGate query={messages}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          if (all.length === 0) return <EmptyState title={t('empty')} hint={t('empty_hint')} />;
          return (
            <ul className="messages card">
              {all.map((message) => (
                <Message
                  key={message.id}
                  message={message}
                  onOpen={() => read.mutate({ body: { ids: [message.id] } })}
                />
              ))}
            </ul>
          );
        }}
      </QueryGate>
      {messages.hasNextPage && (
        <Button
          block
          loading={messages.isFetchingNextPage}
          onClick={() => void messages.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}

function Message({ message, onOpen }: { message: NotificationBody; onOpen: () => void }) {
  const { t } = useTranslation('engagement');
  const isNew = message.read_at === null;
  return (
    <li className={isNew ? 'message new' : 'message'}>
      <Link to={message.link} className="plain" onClick={isNew ? onOpen : undefined}>
        <span className="message-head">
          <strong>{message.title}</strong>
          {isNew && <span className="message-new">{t('new')}</span>}
          <span className="muted small">
            <DateText value={message.created_at} relative />
          </span>
        </span>
        <span className="muted">{message.body}</span>
      </Link>
    </li>
  );
}
