import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Segmented, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateVersionFileBody } from '@/api/generated/types.gen';
import { useIsPhone } from '@/shared/useMedia';
import './contracts.css';
import { previewAddress } from './templateWords';

/** The document as it will be, with sample values; phones open it in their own viewer. */
export function TemplatePreview({ file: { version } }: { file: TemplateVersionFileBody }) {
  const { t } = useTranslation('contracts');
  const isPhone = useIsPhone();
  const [language, setLanguage] = useState<'zh' | 'en'>('zh');
  const address = previewAddress(version.id, language);
  return (
    <>
      <Space wrap className="document-tools">
        <Segmented
          aria-label={t('version.language')}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh', label: t('version.chinese') },
            { value: 'en', label: t('version.english') },
          ]}
        />
        <Button href={address} target="_blank" rel="noreferrer" icon={<FilePdfOutlined />}>
          {t('version.open_preview')}
        </Button>
      </Space>
      <p className="muted">{t('version.preview_hint')}</p>
      {!isPhone && (
        <iframe
          className="document-frame"
          src={`${address}#view=FitH&toolbar=0`}
          title={t('version.tab.preview')}
        />
      )}
    </>
  );
}
