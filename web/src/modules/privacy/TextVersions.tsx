import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listTextVersionsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { TextVersionBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { QueryGate } from '@/shared/QueryGate';
import { useLocale } from '@/shared/useLocale';
import { NewTextDrawer } from './NewTextDrawer';

/** Every version of what people agree to, the newest first. */
export function TextVersions() {
  const mayPublish = useMay('privacy:publish_text');
  const versions = useQuery(listTextVersionsOptions());
  const [base, setBase] = useState<TextVersionBody>();
  return (
    <QueryGate query={versions}>
      {(found) => (
        <>
          <div className="privacy-cards">
            {[...found].reverse().map((version) => (
              <TextCard
                key={`${version.purpose} ${version.version}`}
                version={version}
                onChange={mayPublish && isNewest(version, found) ? setBase : undefined}
              />
            ))}
          </div>
          {base && <NewTextDrawer base={base} onClose={() => setBase(undefined)} />}
        </>
      )}
    </QueryGate>
  );
}

function isNewest(version: TextVersionBody, all: readonly TextVersionBody[]): boolean {
  return all.every((each) => each.purpose !== version.purpose || each.version <= version.version);
}

interface TextCardProps {
  version: TextVersionBody;
  onChange: ((base: TextVersionBody) => void) | undefined;
}

function TextCard({ version, onChange }: TextCardProps) {
  const { t } = useTranslation('privacy');
  const words = useLocale() === 'en' ? version.en : version.zh;
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p className="muted small">
        {t(`purpose.${version.purpose}`)} · {t('consents.version', { version: version.version })} ·{' '}
        {t('text.from')} <DateText value={version.valid_from} /> ·{' '}
        {version.author_name ?? t('text.shipped')}
        {version.asks_again && ` · ${t('text.asks_again')}`}
      </p>
      <p>{words.body}</p>
      {onChange && <Button onClick={() => onChange(version)}>{t('text.new')}</Button>}
    </section>
  );
}
