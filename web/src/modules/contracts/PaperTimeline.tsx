import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { EnvelopeBody, SignerBody } from '@/api/generated/types.gen';
import { Timeline, type Happening } from '@/shared/Timeline';

/** Sent, signed by each in their order, in force; or how it ended. */
export function PaperTimeline({ paper }: { paper: EnvelopeBody }) {
  const { t } = useTranslation('contracts');
  const sent: Happening = {
    key: 'sent',
    title: t('paper.sent'),
    at: paper.sent_at,
    state: 'done',
  };
  const signers = [...paper.signers].sort((one, other) => one.rank - other.rank);
  return (
    <>
      <h2>{t('timeline.title')}</h2>
      <Timeline
        label={t('timeline.title')}
        items={[sent, ...signers.map((signer) => line(paper, signer, t)), end(paper, t)]}
      />
    </>
  );
}

function line(paper: EnvelopeBody, signer: SignerBody, t: TFunction<'contracts'>): Happening {
  const isOpen = paper.status === 'signing';
  const state = signer.is_turn && isOpen ? 'now' : 'ahead';
  if (signer.signed_at !== null)
    return {
      key: `${signer.number}`,
      title: t('timeline.signed', { side: signer.name }),
      at: signer.signed_at,
      by: signer.person_name,
      state: 'done',
    };
  return {
    key: `${signer.number}`,
    title: t(signer.agreed_at === null ? 'timeline.waits' : 'timeline.sealing', {
      side: signer.name,
    }),
    note: isOpen && t('timeline.until', { day: paper.sign_by }),
    state,
  };
}

function end(paper: EnvelopeBody, t: TFunction<'contracts'>): Happening {
  const isOpen = paper.ended_at === null;
  const isGood = isOpen || paper.status === 'signed';
  return {
    key: 'end',
    title: isGood ? t('paper.in_force') : t(`paper.status.${paper.status}`),
    at: paper.ended_at,
    note: paper.note,
    state: isOpen ? 'ahead' : isGood ? 'done' : 'failed',
  };
}
