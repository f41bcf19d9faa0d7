import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFilters } from '@/shared/list/useFilters';

/** Says that a list came from one batch or one statement, and takes the whole list back. */
export function Narrowed({ by }: { by: 'batch' | 'statement' }) {
  const { t } = useTranslation('payments');
  const [filters, change] = useFilters();
  if (filters[by] === undefined) return null;
  return (
    <p>
      <Tag
        color="processing"
        closable={{ 'aria-label': t('narrowed.end') }}
        onClose={() => change({ [by]: undefined, cursor: undefined })}
      >
        {t(`narrowed.${by}`)}
      </Tag>
    </p>
  );
}
