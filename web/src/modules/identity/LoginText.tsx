import { useTranslation } from 'react-i18next';
import { revealPerson } from '@/api/generated/sdk.gen';
import type { MemberBody } from '@/api/generated/types.gen';
import { withProof } from '@/api/proof';
import { useMay } from '@/api/session';
import { MaskedText } from '@/shared/MaskedText';

/** A mobile number or an address, masked; in full for a reason, where the reader's role allows it. */
export function LoginText({ member }: { member: MemberBody }) {
  const { t } = useTranslation('identity');
  const mayReveal = useMay('identity:reveal');
  const part = member.mobile === null ? 'email' : 'mobile';
  const reveal = async (reason: string): Promise<string> => {
    const path = { user_id: member.user_id };
    const { data } = await withProof(() =>
      revealPerson({ path, body: { part, reason }, throwOnError: true }),
    );
    return data.plain;
  };
  return (
    <MaskedText
      masked={member.mobile ?? member.email ?? ''}
      label={t('member.login')}
      reveal={mayReveal ? reveal : undefined}
    />
  );
}
