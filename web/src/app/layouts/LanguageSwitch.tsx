import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import type { Options } from '@/api/generated/sdk.gen';
import type { ChangeLocaleData } from '@/api/generated/types.gen';
import { useMaybeSession } from '@/api/session';
import { changeLanguage, type Language } from '../i18n';

/** The calls of all rooms are fetched when they are needed, not before the first page. */
async function keepLocale(wish: Options<ChangeLocaleData>): Promise<unknown> {
  const { changeLocale } = await import('@/api/generated/sdk.gen');
  return (await changeLocale({ ...wish, throwOnError: true })).data;
}

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const session = useMaybeSession();
  const remember = useAction({ mutationFn: keepLocale });
  const other: Language = i18n.language === 'en' ? 'zh-CN' : 'en';
  const change = (): void => {
    void changeLanguage(other);
    // Messages and documents follow the person's language too.
    if (session) remember.mutate({ body: { locale: other } });
  };
  return (
    <Button type="text" lang={other} onClick={change}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
