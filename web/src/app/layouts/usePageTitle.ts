import { useMatches } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The browser tab says where one is: the title of the innermost page, then the product. */
export function usePageTitle(): void {
  const { t } = useTranslation('shell');
  const key = useMatches({
    select: (matches) => {
      const data = matches.at(-1)?.loaderData as { titleKey?: string } | undefined;
      return data?.titleKey;
    },
  });
  useEffect(() => {
    document.title = key === undefined ? t('brand.name') : `${t(key)} · ${t('brand.name')}`;
  }, [key, t]);
}
