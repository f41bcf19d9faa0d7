import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import { agreeToSignMutation, offerCodeMutation } from '@/api/generated/@tanstack/react-query.gen';
import { offerSigningChallenge } from '@/api/generated/sdk.gen';
import type { Fact } from '@/shared/Facts';
import { toast } from '@/shared/toast';
import { ProofDialog } from './ProofDialog';

interface SignDialogProps {
  envelopeId: string;
  sha256: string;
  title: string;
  amount?: ReactNode;
  facts: readonly Fact[];
  onEnd: () => void;
}

/** The proof for one document. */
export function SignDialog({ envelopeId, sha256, onEnd, ...what }: SignDialogProps) {
  const { t } = useTranslation('contracts');
  const agree = useAction(agreeToSignMutation(), {
    onDone: () => {
      toast(t('sign.done_one'));
      onEnd();
    },
  });
  const offer = useAction(offerCodeMutation());
  const path = { envelope_id: envelopeId };
  return (
    <ProofDialog
      {...what}
      sha256={sha256}
      warning={t('sign.undo')}
      agree={agree}
      offer={{ ...offer, ask: () => offer.mutate({ path }) }}
      readChallenge={async () => {
        const { data } = await offerSigningChallenge({ path, throwOnError: true });
        return data.options;
      }}
      onProof={(proof) => agree.mutate({ path, body: { sha256, ...proof } })}
      onEnd={onEnd}
    />
  );
}
