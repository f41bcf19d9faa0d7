import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  agreeToSealMutation,
  offerListCodeMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { offerListChallenge } from '@/api/generated/sdk.gen';
import type { SealingBody } from '@/api/generated/types.gen';
import { MoneyText } from '@/shared/MoneyText';
import type { Money } from '@/shared/money';
import { toast } from '@/shared/toast';
import { ProofDialog } from './ProofDialog';

interface SealDialogProps {
  sealing: SealingBody;
  sum: Money;
  onEnd: () => void;
}

/** One proof for the whole list: it is bound to the hash of all of its documents. */
export function SealDialog({ sealing, sum, onEnd }: SealDialogProps) {
  const { t } = useTranslation('contracts');
  const agree = useAction(agreeToSealMutation(), {
    onDone: () => {
      toast(t('seal.agreed'));
      onEnd();
    },
  });
  const offer = useAction(offerListCodeMutation());
  const { sha256 } = sealing;
  const path = { sealing_id: sealing.id };
  return (
    <ProofDialog
      title={t('seal.agree')}
      amount={<MoneyText value={sum} strong />}
      facts={[{ label: t('seal.documents'), value: sealing.documents }]}
      sha256={sha256}
      warning={t('seal.undo', { count: sealing.documents })}
      agree={agree}
      offer={{ ...offer, ask: () => offer.mutate({ path }) }}
      readChallenge={async () => {
        const { data } = await offerListChallenge({ path, throwOnError: true });
        return data.options;
      }}
      onProof={(proof) => agree.mutate({ path, body: { sha256, ...proof } })}
      onEnd={onEnd}
    />
  );
}
