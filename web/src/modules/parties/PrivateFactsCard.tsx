import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getPrivateFactsOptions } from '@/api/generated/@tanstack/react-query.gen';
import { revealPrivatePart } from '@/api/generated/sdk.gen';
import type { PrivateFactsBody, PrivateRevealBody } from '@/api/generated/types.gen';
import { withProof } from '@/api/proof';
import { useMay } from '@/api/session';
import { Facts } from '@/shared/Facts';
import { MaskedText } from '@/shared/MaskedText';
import { QueryGate } from '@/shared/QueryGate';
import { AccountDrawer, RepresentativeDrawer } from './PrivateDrawers';

type Part = PrivateRevealBody['part'];

interface PrivateFactsCardProps {
  enterpriseId: string;
  editable?: boolean;
}

/** Who stands for the company and where its money goes: masked, in full by role and purpose. */
export function PrivateFactsCard({ enterpriseId, editable = false }: PrivateFactsCardProps) {
  const { t } = useTranslation('parties');
  const mayChange = useMay('parties:update_enterprise') && editable;
  const [open, setOpen] = useState<'person' | 'account'>();
  const close = (): void => setOpen(undefined);
  const facts = useQuery(getPrivateFactsOptions({ path: { enterprise_id: enterpriseId } }));
  return (
    <section className="card" aria-label={t('private.title')}>
      <div className="parties-head">
        <h2>{t('private.title')}</h2>
        <div className="spring" />
        {mayChange && (
          <>
            <Button onClick={() => setOpen('person')}>{t('private.edit_person')}</Button>
            <Button onClick={() => setOpen('account')}>{t('private.edit_account')}</Button>
          </>
        )}
      </div>
      <QueryGate query={facts}>
        {(found) => <PrivateParts enterpriseId={enterpriseId} facts={found} />}
      </QueryGate>
      <p className="muted small">{t('private.hint')}</p>
      {open === 'person' && <RepresentativeDrawer enterpriseId={enterpriseId} onClose={close} />}
      {open === 'account' && <AccountDrawer enterpriseId={enterpriseId} onClose={close} />}
    </section>
  );
}

interface PrivatePartsProps {
  enterpriseId: string;
  facts: PrivateFactsBody;
}

function PrivateParts({ enterpriseId, facts }: PrivatePartsProps) {
  const { t } = useTranslation('parties');
  const [purpose] = facts.reveal_for;
  const show = (part: Part, label: string, masked: string | undefined) => {
    if (masked === undefined) return t('private.none');
    const reveal = async (reason: string): Promise<string> => {
      const body = { part, reason, purpose: purpose ?? 'credit_review' };
      const path = { enterprise_id: enterpriseId };
      const { data } = await withProof(() => revealPrivatePart({ path, body, throwOnError: true }));
      return data.plain;
    };
    return <MaskedText masked={masked} label={label} reveal={purpose ? reveal : undefined} />;
  };
  const { representative: person, bank_account: account } = facts;
  const account_label = t('private.account');
  return (
    <Facts
      facts={[
        {
          label: t('private.representative'),
          value: show('name', t('private.representative'), person?.name),
        },
        {
          label: t('private.id_number'),
          value: show('id_number', t('private.id_number'), person?.id_number),
        },
        {
          label: account ? `${account_label} · ${account.bank}` : account_label,
          value: show('account', account_label, account?.number),
        },
      ]}
    />
  );
}
