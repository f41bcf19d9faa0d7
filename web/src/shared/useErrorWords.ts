import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/problems';

export interface ErrorWords {
  what: string;
  safe: string;
  doNow: string;
  reference: string | undefined;
}

/** Turns a refusal into what happened, what is safe and what to do, in the reader's language. */
export function useErrorWords(): (error: unknown) => ErrorWords {
  const { t, i18n } = useTranslation(['errors', 'common']);
  return (error) => {
    if (!(error instanceof ApiError)) {
      return words(t('errors:common.page_broke'), 'nothing_sent', 'reload', undefined);
    }
    const key = `errors:${error.code}`;
    // A refusal may have a reason; where words for it exist they win over the general ones.
    const params = { ...error.params, context: error.params.reason };
    const what = i18n.exists(key) ? t(key, params) : t('errors:common.http');
    const [safe, doNow] = stanceOf(error);
    return words(what, safe, doNow, error.reference);
  };

  function words(what: string, safe: string, doNow: string, reference: string | undefined) {
    return { what, safe: t(`common:safe.${safe}`), doNow: t(`common:do.${doNow}`), reference };
  }
}

function stanceOf(error: ApiError): readonly [safe: string, doNow: string] {
  if (error.outcomeUnknown) return ['asked_again', error.status === 0 ? 'check_line' : 'retry'];
  if (error.status === 429) return ['nothing_changed', 'wait'];
  if (error.status === 404) return ['nothing_changed', 'go_back'];
  return ['nothing_changed', 'correct'];
}
