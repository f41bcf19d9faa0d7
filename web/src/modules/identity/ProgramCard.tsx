import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { getProgramUsageOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ServiceAccountBody } from '@/api/generated/types.gen';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { DateText } from '@/shared/DateText';
import { KeyList } from './KeyList';
import type { ProgramWish } from './ProgramsPage';

interface ProgramCardProps {
  account: ServiceAccountBody;
  /** Absent for who may only look. */
  onWish: ((wish: ProgramWish) => void) | undefined;
}

export function ProgramCard({ account, onWish }: ProgramCardProps) {
  const { t, i18n } = useTranslation('identity');
  const usage = useQuery(getProgramUsageOptions({ path: { account_id: account.id } }));
  const count = new Intl.NumberFormat(i18n.language);
  const quota = t('programs.quota_of', {
    minute: count.format(account.requests_a_minute),
    day: count.format(account.requests_a_day),
  });
  return (
    <section className="card program" aria-label={account.name}>
      <div className="program-head">
        <h2>{account.name}</h2>
        {onWish && (
          <span className="row-actions">
            <Button size="small" onClick={() => onWish({ kind: 'issue', account })}>
              {t(account.keys.length === 0 ? 'key.first' : 'key.rotate')}
            </Button>
            <Button size="small" onClick={() => onWish({ kind: 'change', account })}>
              {t('programs.change')}
            </Button>
            <Button size="small" danger onClick={() => onWish({ kind: 'close', account })}>
              {t('programs.close')}
            </Button>
          </span>
        )}
      </div>
      <Facts
        facts={[
          { label: t('programs.client_id'), value: <code className="wrap">{account.id}</code> },
          { label: t('programs.quota'), value: quota },
          {
            label: t('programs.today'),
            value: usage.data ? count.format(usage.data.requests_today) : '–',
          },
          { label: t('programs.created'), value: <DateText value={account.created_at} /> },
        ]}
      />
      <p className="scope-tags">
        {account.scopes.map((scope) => (
          <Tag key={scope} title={scope}>
            {t(`scope.${scope}`)}
          </Tag>
        ))}
      </p>
      {account.keys.length === 0 ? (
        <EmptyState title={t('key.none')} hint={t('key.none_hint')} />
      ) : (
        <KeyList account={account} mayRevoke={onWish !== undefined} />
      )}
    </section>
  );
}
