import { useTranslation } from 'react-i18next';
import type { ContractBody } from '@/api/generated/types.gen';
import { StatusTag } from '@/shared/StatusTag';
import { TONES } from './words';

export function ContractState({ contract }: { contract: ContractBody }) {
  const { t } = useTranslation('contracts');
  return <StatusTag tone={TONES[contract.status]} label={t(`status.${contract.status}`)} />;
}
