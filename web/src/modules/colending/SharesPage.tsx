import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listApplicationSharesOptions,
  withdrawShareMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { FundingShareBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { InviteDrawer } from './InviteDrawer';
import { ShareTag } from './words';

/** Who else funds this application: the lead invites, each partner approves its own share. */
export default function SharesPage() {
  const { t } = useTranslation('colending');
  const applicationId = usePathParam('applicationId');
  const mayInvite = useMay('colending:invite');
  const [isInviting, setInviting] = useState(false);
  const shares = useQuery(
    listApplicationSharesOptions({ path: { application_id: applicationId } }),
  );
  return (
    <>
      <PageHead
        title={t('shares.title')}
        actions={
          <div className="row-actions">
            <ButtonLink to={`/institution/applications/${applicationId}`}>
              {t('to_application')}
            </ButtonLink>
            {mayInvite && (
              <Button type="primary" onClick={() => setInviting(true)}>
                {t('invite')}
              </Button>
            )}
          </div>
        }
      />
      <p className="muted">{t('shares.lead')}</p>
      <QueryGate query={shares}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('shares.empty')} hint={t('shares.empty_hint')} />
          ) : (
            found.map((share) => <Share key={share.id} share={share} mayInvite={mayInvite} />)
          )
        }
      </QueryGate>
      {isInviting && (
        <InviteDrawer applicationId={applicationId} onClose={() => setInviting(false)} />
      )}
    </>
  );
}

function Share({ share, mayInvite }: { share: FundingShareBody; mayInvite: boolean }) {
  const { t } = useTranslation('colending');
  const withdraw = useAction(withdrawShareMutation());
  const isCounted = share.status === 'invited' || share.status === 'accepted';
  return (
    <section className="card">
      <h2>
        {share.partner_name ?? '–'} <ShareTag share={share} />
      </h2>
      <Facts
        facts={[
          { label: t('share'), value: <MoneyText value={share.amount} strong /> },
          { label: t('asked'), value: <MoneyText value={share.asked} /> },
          { label: t('invited_at'), value: <DateText value={share.invited_at} /> },
          {
            label: t('answered_at'),
            value: share.answered_at === null ? '–' : <DateText value={share.answered_at} />,
          },
        ]}
      />
      <p>{share.note}</p>
      {share.reason !== null && <p className="muted">{t(`refusal.${share.reason}`)}</p>}
      <ErrorNote error={withdraw.error} />
      {isCounted && mayInvite && (
        <Popconfirm
          title={t('withdraw_title')}
          okText={t('withdraw')}
          cancelText={t('back')}
          onConfirm={() =>
            withdraw.mutate({
              path: { application_id: share.application_id, share_id: share.id },
            })
          }
        >
          <Button danger loading={withdraw.isPending}>
            {t('withdraw')}
          </Button>
        </Popconfirm>
      )}
    </section>
  );
}
