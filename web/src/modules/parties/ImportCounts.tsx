import { useTranslation } from 'react-i18next';
import type { ImportBody } from '@/api/generated/types.gen';
import { Tile, Tiles } from '@/shared/Tiles';

/** Every line of the file is in one of these. */
export function ImportCounts({ found: { counts } }: { found: ImportBody }) {
  const { t } = useTranslation('parties');
  const known = counts.already_there + counts.repeated;
  return (
    <Tiles>
      <Tile label={t('count.accepted')} value={counts.accepted.toLocaleString()} />
      <Tile
        label={t('count.known')}
        value={known.toLocaleString()}
        note={known > 0 ? t('count.known_note') : undefined}
      />
      {counts.updated > 0 && (
        <Tile
          label={t('count.updated')}
          value={counts.updated.toLocaleString()}
          note={t('count.updated_note')}
        />
      )}
      <Tile
        label={t('count.refused')}
        value={counts.refused.toLocaleString()}
        alarming={counts.refused > 0}
      />
    </Tiles>
  );
}
