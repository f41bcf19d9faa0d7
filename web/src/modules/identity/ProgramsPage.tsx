import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listServiceAccountsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { IssuedKeyBody, ServiceAccountBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { CloseProgramDialog } from './CloseProgramDialog';
import { IssueKeyDrawer } from './IssueKeyDrawer';
import { ProgramCard } from './ProgramCard';
import { ProgramDrawer } from './ProgramDrawer';
import { SecretDialog } from '@/shared/SecretDialog';
import './identity.css';

export type ProgramWish =
  | { kind: 'create' }
  | { kind: 'change' | 'issue' | 'close'; account: ServiceAccountBody }
  | undefined;

/** Programs that work for my organisation, what they may do, and the keys they show. */
export default function ProgramsPage() {
  const { t } = useTranslation('identity');
  const mayManage = useMay('identity:manage_programs');
  const accounts = useQuery(listServiceAccountsOptions());
  const [wish, setWish] = useState<ProgramWish>();
  const [issued, setIssued] = useState<IssuedKeyBody>();
  const close = (): void => setWish(undefined);
  const create = mayManage && (
    <Button type="primary" onClick={() => setWish({ kind: 'create' })}>
      {t('programs.create')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('programs.title')} actions={create} />
      <p className="muted">{t('programs.hint')}</p>
      <QueryGate query={accounts}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('programs.empty')} hint={t('programs.empty_hint')} />
          ) : (
            <div className="programs">
              {found.map((account) => (
                <ProgramCard
                  key={account.id}
                  account={account}
                  onWish={mayManage ? setWish : undefined}
                />
              ))}
            </div>
          )
        }
      </QueryGate>
      {wish?.kind === 'create' && <ProgramDrawer onClose={close} />}
      {wish?.kind === 'change' && <ProgramDrawer account={wish.account} onClose={close} />}
      {wish?.kind === 'close' && <CloseProgramDialog account={wish.account} onClose={close} />}
      {wish?.kind === 'issue' && (
        <IssueKeyDrawer account={wish.account} onClose={close} onIssued={setIssued} />
      )}
      <SecretDialog
        title={t('key.secret')}
        hint={t('key.secret_hint')}
        secret={issued?.secret}
        onKept={() => setIssued(undefined)}
      />
    </>
  );
}
