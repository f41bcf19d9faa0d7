import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFilters } from '@/shared/list/useFilters';
import { PageHead } from '@/shared/PageHead';
import { ActivityRows } from './ActivityRows';
import { ConsentRows } from './ConsentRows';
import { ErasureRows } from './ErasureRows';
import { TextVersions } from './TextVersions';
import './privacy.css';

/** The record of processing: what, why, for how long; who agreed; who left. */
export default function ProcessingPage() {
  const { t } = useTranslation('privacy');
  const [{ tab = 'activities' }, change] = useFilters();
  return (
    <>
      <PageHead title={t('processing.title')} />
      <p className="muted">{t('processing.hint')}</p>
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key, cursor: undefined })}
        destroyOnHidden
        items={[
          { key: 'activities', label: t('processing.activities'), children: <ActivityRows /> },
          { key: 'consents', label: t('processing.consents'), children: <ConsentRows /> },
          { key: 'erasures', label: t('processing.erasures'), children: <ErasureRows /> },
          { key: 'texts', label: t('processing.texts'), children: <TextVersions /> },
        ]}
      />
    </>
  );
}
