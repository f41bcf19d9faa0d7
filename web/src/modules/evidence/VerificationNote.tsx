import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateText } from '@/shared/DateText';
import { Facts } from '@/shared/Facts';
import type { Verification } from './verifier';

/** The verdict in words, and what is proved. */
export function VerificationNote({ name, found }: { name: string; found: Verification }) {
  const { t } = useTranslation(['evidence', 'events']);
  const isErased = found.verdict === 'erased';
  const isGood = isErased || found.verdict === 'intact';
  return (
    <>
      <Alert
        type={isGood ? 'success' : 'error'}
        showIcon
        message={t(`verdict.${found.verdict}`)}
        description={name}
      />
      {isGood && (
        <section className="card">
          <Facts
            facts={[
              ...(found.fact ? aboutFact(found.fact) : []),
              { label: t('verify.log'), value: found.origin },
              { label: t('entry.size'), value: found.size?.toLocaleString() },
              ...(found.index === undefined
                ? []
                : [{ label: t('entry.index'), value: found.index.toLocaleString() }]),
              ...found.cosignatures.map(({ witness, at }) => ({
                label: `${t('verify.witness')} ${witness}`,
                value: <DateText value={at} />,
              })),
            ]}
          />
          {found.fact && <pre className="fact">{JSON.stringify(found.fact, null, 2)}</pre>}
        </section>
      )}
    </>
  );

  function aboutFact(fact: Record<string, unknown>) {
    const event = String(fact.name);
    if (isErased) {
      const { ground, reference } = fact.content as Record<string, unknown>;
      return [
        { label: t('verify.erased_at'), value: <DateText value={String(fact.at)} /> },
        {
          label: t('verify.ground'),
          value: t('erasure.by', {
            ground: t(`erasure.ground.${String(ground)}`),
            reference: String(reference),
          }),
        },
      ];
    }
    return [
      { label: t('entry.what'), value: t(`events:${event}`, { defaultValue: event }) },
      { label: t('entry.at'), value: <DateText value={String(fact.at)} /> },
    ];
  }
}
