import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listExitsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ExitKind, ExitsBody } from '@/api/generated/types.gen';
import { useMay, useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { usePathParam } from '@/shared/usePathParam';
import { BuyBackDrawer } from './BuyBackDrawer';
import { ExitCard } from './ExitCard';
import { SaleDrawer } from './SaleDrawer';
import './exits.css';

const KINDS = ['buy_back', 'control', 'liquidation'] as const satisfies ExitKind[];

/** How holders leave an offering before its term: what is proposed, answered, shared and paid. */
export default function ExitsPage() {
  const offeringId = usePathParam('offeringId');
  const exits = useQuery(listExitsOptions({ path: { offering_id: offeringId } }));
  return (
    <QueryGate query={exits}>
      {(found) => <Known offeringId={offeringId} found={found} />}
    </QueryGate>
  );
}

function Known({ offeringId, found }: { offeringId: string; found: ExitsBody }) {
  const { t } = useTranslation('exits');
  const { portal } = useSession();
  const mayPropose = useMay('exits:propose') && found.may_propose;
  const [kind, setKind] = useState<ExitKind>();
  const close = () => setKind(undefined);
  const drawer = { offeringId, outstanding: found.outstanding, onClose: close };
  return (
    <>
      <PageHead
        title={t('of', { title: found.title })}
        actions={
          <>
            <ButtonLink to={`/${portal}/offerings/${offeringId}`}>{t('to_offering')}</ButtonLink>
            {mayPropose &&
              KINDS.map((each) => (
                <Button key={each} onClick={() => setKind(each)}>
                  {t(`propose.${each}`)}
                </Button>
              ))}
          </>
        }
      />
      {found.exits.length === 0 && <EmptyState title={t('none')} hint={t('none_hint')} />}
      {found.exits.map((each) => (
        <ExitCard key={each.id} found={each} isIssuer={found.is_issuer} />
      ))}
      {kind === 'buy_back' && <BuyBackDrawer {...drawer} />}
      {(kind === 'control' || kind === 'liquidation') && <SaleDrawer kind={kind} {...drawer} />}
    </>
  );
}
