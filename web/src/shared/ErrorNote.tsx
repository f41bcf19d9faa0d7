import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './useErrorWords';

/** Above the button of a form or dialog whose action was refused; shows nothing without error. */
export function ErrorNote({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  if (error === null || error === undefined) return null;
  const { what, safe, doNow, reference } = wordsOf(error);
  return (
    <Alert
      type="error"
      showIcon
      className="error-note"
      message={
        <>
          <strong>{what}</strong>
          <br />
          {safe} {doNow} {reference && t('reference', { reference })}
        </>
      }
    />
  );
}
