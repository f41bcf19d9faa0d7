import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkProduct } from '@/api/generated/sdk.gen';
import type { FaultBody, TermsBody } from '@/api/generated/types.gen';

/** What would keep these terms from being published, while they are typed. */
export function Findings({ terms }: { terms: TermsBody | undefined }) {
  const { t } = useTranslation('catalog');
  const typed = useSettled(JSON.stringify(terms));
  const checked = useQuery({
    queryKey: ['check-product', typed],
    queryFn: async ({ signal }) => {
      const body = JSON.parse(typed ?? '') as TermsBody;
      return (await checkProduct({ body, signal, throwOnError: true })).data;
    },
    enabled: typed !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (terms === undefined) return <p className="muted">{t('editor.incomplete')}</p>;
  if (checked.data === undefined) {
    return checked.isError ? null : <p className="muted">{t('editor.checking')}</p>;
  }
  if (checked.data.length === 0) {
    return <Alert type="success" showIcon message={t('editor.fine')} />;
  }
  return (
    <Alert
      type="warning"
      showIcon
      message={t('editor.faults')}
      description={<Faults faults={checked.data} />}
    />
  );
}

const PAUSE_MS = 400;

/** What was typed, once the typing pauses. */
function useSettled(text: string | undefined): string | undefined {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

function Faults({ faults }: { faults: readonly FaultBody[] }) {
  const { t } = useTranslation(['errors', 'catalog']);
  return (
    <ul>
      {faults.map(({ code, field, params }) => (
        <li key={`${code} ${field} ${JSON.stringify(params)}`}>
          {params.fact !== undefined && `${t(`catalog:fact.${params.fact}`)}${t('catalog:colon')}`}
          {t(`errors:${code}`, params)}
        </li>
      ))}
    </ul>
  );
}
