import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './useErrorWords';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** In place of what could not be shown: what happened, what is safe, what to do, what to quote. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  const { what, safe, doNow, reference } = useErrorWords()(error);
  return (
    <div className="state-box" role="alert">
      <p className="state-title">{what}</p>
      <p className="muted">
        {safe} {doNow}
      </p>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
      {reference && <p className="muted state-reference">{t('reference', { reference })}</p>}
    </div>
  );
}
