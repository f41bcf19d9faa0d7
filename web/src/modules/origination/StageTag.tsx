import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { TONES } from './words';

/** Where it stands; a held payout says so beside it. */
export function StageTag({ application }: { application: ApplicationBody }) {
  const { t } = useTranslation('origination');
  const { stage, hold } = application;
  return (
    <Space size={4} wrap>
      <StatusTag tone={TONES[stage]} label={t(`stage.${stage}`)} />
      {hold && <StatusTag tone="warning" label={t(`hold.${hold.reason}`)} />}
    </Space>
  );
}
