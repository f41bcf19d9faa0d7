import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ContractBody } from '@/api/generated/types.gen';
import { Timeline, type Happening } from '@/shared/Timeline';
import { SIDES, type Side } from './words';

/** Made, signed by each, in force; or why it never will be. */
export function SignatureTimeline({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  return (
    <>
      <h2>{t('timeline.title')}</h2>
      <Timeline label={t('timeline.title')} items={happenings(contract, t)} />
    </>
  );
}

function happenings(contract: ContractBody, t: TFunction<'contracts'>): Happening[] {
  const isMade = contract.sha256 !== null;
  const made: Happening = {
    key: 'made',
    title: isMade ? t('timeline.made') : t('document.making'),
    at: contract.prepared_on,
    state: isMade ? 'done' : 'now',
  };
  const signed = contract.signatures.map((signature): Happening => ({
    key: signature.side,
    title: t('timeline.signed', { side: t(`side.${signature.side}`) }),
    at: signature.signed_at,
    by: signature.signer_name,
    state: 'done',
  }));
  return [made, ...signed, ...ahead(contract, t)];
}

function ahead(contract: ContractBody, t: TFunction<'contracts'>): Happening[] {
  if (contract.status === 'voided')
    return [
      {
        key: 'void',
        title: t('status.voided'),
        at: contract.voided_at,
        note: contract.void_reason && t(`void_reason.${contract.void_reason}`),
        state: 'failed',
      },
    ];
  if (contract.status === 'signed')
    return [
      { key: 'in_force', title: t('timeline.in_force'), at: contract.signed_at, state: 'done' },
      { key: 'payout', title: t('timeline.payout'), state: 'ahead' },
    ];
  const missing = SIDES.filter((side) => !contract.signatures.some((one) => one.side === side));
  return [
    ...missing.map((side: Side): Happening => ({
      key: side,
      title: t(contract.agreed.includes(side) ? 'timeline.sealing' : 'timeline.waits', {
        side: t(`side.${side}`),
      }),
      note: t('timeline.until', { day: contract.sign_by }),
      state: contract.status === 'signing' ? 'now' : 'ahead',
    })),
    { key: 'in_force', title: t('timeline.in_force'), state: 'ahead' },
  ];
}
