import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listStrategiesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { StrategyBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { PendingStrategy } from './PendingStrategy';
import { StrategyDrawer } from './StrategyDrawer';
import { StrategyView } from './StrategyView';
import { StrategyVersions } from './StrategyVersions';
import './risk.css';

/** How cases are decided today, every earlier and later version, and trying out another. */
export default function StrategyPage() {
  const strategies = useQuery(listStrategiesOptions());
  return <QueryGate query={strategies}>{(data) => <Strategies strategies={data} />}</QueryGate>;
}

function Strategies({ strategies }: { strategies: readonly StrategyBody[] }) {
  const { t } = useTranslation('risk');
  const mayPropose = useMay('risk:propose_strategy');
  const [isOpen, setOpen] = useState(false);
  const current = strategies.find((one) => one.is_in_force);
  if (current === undefined) return null;
  return (
    <>
      <PageHead
        title={t('strategy.title')}
        actions={
          mayPropose && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('strategy.try')}
            </Button>
          )
        }
      />
      <PendingStrategy />
      <section className="card risk-part">
        <h2>{t('strategy.current', { number: current.number })}</h2>
        <p className="muted">{t('strategy.note')}</p>
        <StrategyView document={current.document} />
      </section>
      <section className="card risk-part">
        <h2>{t('strategy.versions')}</h2>
        <StrategyVersions strategies={strategies} />
      </section>
      {isOpen && <StrategyDrawer current={current.document} onClose={() => setOpen(false)} />}
    </>
  );
}
