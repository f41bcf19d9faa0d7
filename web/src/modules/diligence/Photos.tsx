import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { attachPhotoMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { VisitBody, VisitPhotoBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';
import { stateOf } from './place';

interface PhotosProps {
  applicationId: string;
  visit: VisitBody;
  mayWork: boolean;
}

/** Taken on the spot: with time and place as the device says, and the hash that proves each. */
export function Photos({ applicationId, visit, mayWork }: PhotosProps) {
  const { t } = useTranslation('diligence');
  const input = useRef<HTMLInputElement>(null);
  const attach = useAction(attachPhotoMutation(), { onDone: () => toast(t('photo.kept')) });
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const query = await stateOf(file);
    const path = {
      application_id: applicationId,
      visit_id: visit.id,
      photo_id: crypto.randomUUID(),
    };
    attach.mutate({ path, query, body: file });
  };
  return (
    <>
      <ul className="visit-photos">
        {visit.photos.map((photo) => (
          <Photo key={photo.id} applicationId={applicationId} photo={photo} />
        ))}
      </ul>
      <ErrorNote error={attach.error} />
      {mayWork && (
        <>
          <Button loading={attach.isPending} onClick={() => input.current?.click()}>
            {t('photo.take')}
          </Button>
          <input
            ref={input}
            type="file"
            accept="image/jpeg,image/png"
            capture="environment"
            hidden
            aria-label={t('photo.take')}
            onChange={({ target }) => {
              void take(target.files?.[0]);
              target.value = '';
            }}
          />
        </>
      )}
    </>
  );
}

function Photo({ applicationId, photo }: { applicationId: string; photo: VisitPhotoBody }) {
  const { t } = useTranslation('diligence');
  const { id, taken_at, latitude, longitude, accuracy_m, sha256 } = photo;
  const address = `/api/v1/diligence/${applicationId}/photos/${id}`;
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer">
        <img src={address} alt={t('photo.alt')} loading="lazy" />
      </a>
      <div className="muted small">
        {taken_at ? <DateText value={taken_at} /> : t('photo.no_time')}
        <br />
        {latitude && longitude
          ? t('photo.place', { latitude, longitude, accuracy: accuracy_m ?? '?' })
          : t('photo.no_place')}
        <br />
        <span title={sha256}>SHA-256 {sha256.slice(0, 12)}…</span>
      </div>
    </li>
  );
}
