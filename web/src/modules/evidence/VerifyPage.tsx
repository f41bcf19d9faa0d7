import { Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getVerifierKeyOptions } from '@/api/generated/@tanstack/react-query.gen';
import { DropField } from '@/shared/upload/DropField';
import { PdfNote } from './PdfNote';
import { VerificationNote } from './VerificationNote';
import { isKey, verify, type Verification } from './verifier';
import './evidence.css';

const isPdf = (file: File): boolean => file.name.toLowerCase().endsWith('.pdf');

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** For strangers: drag a proof here, which stays in the browser, or a signed PDF. */
export default function VerifyPage() {
  const { t } = useTranslation('evidence');
  const ours = useQuery(getVerifierKeyOptions());
  const [others, setOthers] = useState('');
  const [checked, setChecked] = useState<{ name: string; found: Verification }>();
  const [pdf, setPdf] = useState<File>();
  const [parties, setParties] = useState<string[]>([]);
  const added = linesOf(others);
  const wrong = added.filter((line) => !isKey(line));
  const check = async (file: File): Promise<void> => {
    setChecked(undefined);
    setPdf(isPdf(file) ? file : undefined);
    if (isPdf(file)) return;
    const keys = [typeof ours.data === 'string' ? ours.data : '', ...added.filter(isKey)].join(
      '\n',
    );
    setChecked({ name: file.name, found: await verify(await file.text(), keys) });
  };
  return (
    <section className="verify">
      <h1>{t('verify.title')}</h1>
      <p>{t('verify.what')}</p>
      <DropField
        accept={['.pdf', '.json']}
        hint={t('verify.drop')}
        onFile={(file) => void check(file)}
      />
      <div aria-live="polite">
        {checked && <VerificationNote name={checked.name} found={checked.found} />}
        {pdf && <PdfNote file={pdf} parties={parties} />}
      </div>
      <details>
        <summary>{t('verify.parties')}</summary>
        <p className="muted">{t('verify.parties_hint')}</p>
        <Input.TextArea
          aria-label={t('verify.parties')}
          onBlur={(event) => setParties(linesOf(event.target.value))}
          maxLength={2000}
          autoSize={{ minRows: 2 }}
        />
      </details>
      <details>
        <summary>{t('verify.keys')}</summary>
        <p className="muted">{t('verify.keys_hint')}</p>
        {typeof ours.data === 'string' && <code className="wrap-anywhere">{ours.data}</code>}
        <Input.TextArea
          aria-label={t('verify.more_keys')}
          placeholder="<name>+<id>+<key>"
          value={others}
          onChange={(event) => setOthers(event.target.value)}
          status={wrong.length > 0 ? 'error' : ''}
          autoSize={{ minRows: 2 }}
        />
        {wrong.length > 0 && (
          <p role="alert" className="wrap-anywhere">
            {t('verify.wrong_key', { key: wrong[0] })}
          </p>
        )}
      </details>
      <p className="muted">
        {t('verify.offline')}{' '}
        <a href="/verify-offline.html" download>
          {t('verify.offline_page')}
        </a>{' '}
        · <code>rongqu verify</code>
      </p>
    </section>
  );
}
