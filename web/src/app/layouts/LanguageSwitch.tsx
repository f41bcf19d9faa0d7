import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n';

/** Names the other language in that language, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const toEnglish = i18n.language !== 'en';
  return (
    <Button
      type="text"
      lang={toEnglish ? 'en' : 'zh-CN'}
      onClick={() => void changeLanguage(toEnglish ? 'en' : 'zh-CN')}
    >
      {toEnglish ? 'English' : '中文'}
    </Button>
  );
}
