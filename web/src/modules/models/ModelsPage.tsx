import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listModelVersionsOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { ModelVersionBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { ModelCard } from './ModelCard';
import { PendingAppointments } from './PendingAppointments';
import { RegisterDrawer } from './RegisterDrawer';
import { Retraining } from './Retraining';
import { ReturnDrawer } from './ReturnDrawer';
import { VersionTable } from './VersionTable';
import { WatchCards } from './WatchCards';
import './models.css';

/** Which model decides, which answer in the shadow, how good each is and how it fares. */
export default function ModelsPage() {
  const versions = useQuery(listModelVersionsOptions());
  return <QueryGate query={versions}>{(data) => <Models versions={data} />}</QueryGate>;
}

function Models({ versions }: { versions: readonly ModelVersionBody[] }) {
  const { t } = useTranslation('models');
  const champion = versions.find(({ post }) => post === 'champion') ?? versions.at(-1);
  const [shown, setShown] = useState(champion?.number);
  const card = versions.find(({ number }) => number === shown) ?? champion;
  return (
    <>
      <PageHead title={t('title')} actions={<Actions />} />
      <p className="muted">{t('hint')}</p>
      <PendingAppointments />
      <section className="card models-part">
        <VersionTable versions={versions} onShow={setShown} />
      </section>
      {card && <ModelCard version={card} />}
      <Retraining />
      <WatchCards />
    </>
  );
}

function Actions() {
  const { t } = useTranslation('models');
  const mayRegister = useMay('models:register');
  const mayReturn = useMay('models:roll_back');
  const [open, setOpen] = useState<'register' | 'return'>();
  const close = () => setOpen(undefined);
  return (
    <>
      {mayReturn && <Button onClick={() => setOpen('return')}>{t('rollback')}</Button>}
      {mayRegister && (
        <Button type="primary" onClick={() => setOpen('register')}>
          {t('register')}
        </Button>
      )}
      {open === 'register' && <RegisterDrawer onClose={close} />}
      {open === 'return' && <ReturnDrawer onClose={close} />}
    </>
  );
}
