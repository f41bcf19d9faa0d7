import { Alert, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  retryPayoutMutation,
  takeApplicationMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, Move } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';
import { ApproveDrawer } from './ApproveDrawer';
import { AssignDrawer } from './AssignDrawer';
import { CallingOff } from './CallingOff';
import { DueDiligenceDrawer } from './DueDiligenceDrawer';
import { RejectDrawer, ReturnDrawer, ReviewDrawer } from './DecisionDrawers';
import { useWord } from './words';

/** The one next step first; what sends it another way is behind the dots. */
const FORWARD: readonly Move[] = ['pass_review', 'pass_due_diligence', 'approve'];
const ASIDE: readonly Move[] = ['return', 'reject'];
const HANDLED = new Set(['review', 'due_diligence', 'approval']);

export function DecisionPanel({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const [open, setOpen] = useState<Move | 'assign'>();
  const { open_moves, application } = dossier;
  const mayAssign = useMay('origination:assign') && HANDLED.has(application.stage);
  const maySeeDiligence = useMay('diligence:view');
  const { portal } = useSession();
  const forward = FORWARD.find((move) => open_moves.includes(move));
  const aside = ASIDE.filter((move) => open_moves.includes(move));
  const drawer = { dossier, onClose: () => setOpen(undefined) };
  return (
    <div className="next-action">
      <Take dossier={dossier} />
      {application.hold && <Held dossier={dossier} />}
      {application.stage === 'contract' && <ToContract dossier={dossier} />}
      {maySeeDiligence && HANDLED.has(application.stage) && (
        <ButtonLink to={`/${portal}/diligence/${application.id}`}>{t('diligence.open')}</ButtonLink>
      )}
      {forward && (
        <Button type="primary" onClick={() => setOpen(forward)}>
          {t(`move.${forward}`)}
        </Button>
      )}
      {(aside.length > 0 || mayAssign) && (
        <Dropdown
          menu={{
            items: [
              ...(mayAssign ? [{ key: 'assign', label: t('assign') }] : []),
              ...aside.map((move) => ({
                key: move,
                label: t(`move.${move}`),
                danger: move === 'reject',
              })),
            ],
            onClick: ({ key }) => setOpen(key as Move | 'assign'),
          }}
        >
          <Button aria-label={t('more')}>···</Button>
        </Dropdown>
      )}
      <ReviewDrawer {...drawer} open={open === 'pass_review'} />
      <DueDiligenceDrawer {...drawer} open={open === 'pass_due_diligence'} />
      {open === 'approve' && <ApproveDrawer {...drawer} />}
      <ReturnDrawer {...drawer} open={open === 'return'} />
      <RejectDrawer {...drawer} open={open === 'reject'} />
      <AssignDrawer
        application={application}
        open={open === 'assign'}
        onClose={() => setOpen(undefined)}
      />
    </div>
  );
}

function Take({ dossier: { application } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const mayTake = useMay('origination:take');
  const { portal } = useSession();
  const take = useAction(takeApplicationMutation(), { onDone: () => toast(t('taken')) });
  const isFree = application.assignee_id === null && HANDLED.has(application.stage);
  if (!mayTake || !isFree || portal === 'enterprise') return null;
  return (
    <>
      <ErrorNote error={take.error} />
      <Button
        loading={take.isPending}
        onClick={() => take.mutate({ path: { application_id: application.id } })}
      >
        {t('take')}
      </Button>
    </>
  );
}

function ToContract({ dossier: { application } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { portal } = useSession();
  if (portal !== 'institution' || application.contract_id === null) return null;
  return (
    <ButtonLink primary to={`/institution/contracts/${application.contract_id}`}>
      {t('next.sign')}
    </ButtonLink>
  );
}

/** A signed contract that is not paid out says why, and how to go on. */
function Held({ dossier: { application } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const mayRetry = useMay('origination:retry_payout');
  const { portal } = useSession();
  const retry = useAction(retryPayoutMutation(), {
    onDone: ({ hold }) => toast(t(hold ? 'retry.still_held' : 'retry.ordered')),
  });
  const { hold } = application;
  if (hold === null) return null;
  const isSuspected = hold.reason === 'review' && portal === 'institution';
  return (
    <Alert
      type="warning"
      showIcon
      message={t(`held.${hold.reason}`)}
      description={
        <>
          {hold.detail && <p>{word('bank', hold.detail)}</p>}
          {isSuspected && <p>{t('held.review_hint')}</p>}
          <ErrorNote error={retry.error} />
          <div className="next-action">
            {hold.reason === 'funds' && portal === 'institution' && (
              <ButtonLink to="/institution/funds">{t('held.top_up')}</ButtonLink>
            )}
            {mayRetry && !isSuspected && (
              <Button
                type="primary"
                loading={retry.isPending}
                onClick={() => retry.mutate({ path: { application_id: application.id } })}
              >
                {t('held.retry')}
              </Button>
            )}
            {isSuspected && <CallingOff application={application} />}
          </div>
        </>
      }
    />
  );
}
