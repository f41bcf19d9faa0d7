import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getRankingPageOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { RankingPageBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { Arms } from './Arms';
import { Experiments } from './Experiments';
import { PendingServing } from './PendingServing';
import { Rankings } from './Rankings';
import { StopDrawer } from './StopDrawer';
import './ranking.css';
import { percent } from './figures';

/** What companies chose of what they were shown, and the learned order tried beside the rules. */
export default function RankingPage() {
  const page = useQuery({ ...getRankingPageOptions(), refetchInterval: 15_000 });
  return <QueryGate query={page}>{(found) => <Known page={found} />}</QueryGate>;
}

function Known({ page }: { page: RankingPageBody }) {
  const { t } = useTranslation('ranking');
  const mayAsk = useMay('ranking:ask');
  const [isStopping, setStopping] = useState(false);
  const running = page.experiments.find(({ stopped_at }) => stopped_at === null);
  const ended = page.experiments.filter(({ stopped_at }) => stopped_at !== null);
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          running &&
          mayAsk && (
            <Button danger onClick={() => setStopping(true)}>
              {t('stop')}
            </Button>
          )
        }
      />
      <p className="muted">{t('hint')}</p>
      <PendingServing />
      <section className="card ranking-part">
        <h2>{t('arms')}</h2>
        {running ? (
          <>
            <p>
              {t('runs', {
                number: running.number,
                share: percent(Number(running.share)),
              })}
            </p>
            <Arms arms={running.arms} />
          </>
        ) : (
          <>
            <p>{t('runs.none')}</p>
            <Arms arms={[page.recorded]} />
          </>
        )}
      </section>
      <section className="card ranking-part">
        <h2>{t('rankings')}</h2>
        <p className="muted">{t('rankings.hint')}</p>
        {page.rankings.length === 0 ? (
          <EmptyState
            title={t('rankings.none')}
            hint={t('rankings.none_hint', { least: page.least_lists })}
          />
        ) : (
          <Rankings page={page} />
        )}
      </section>
      {ended.length > 0 && (
        <section className="card ranking-part">
          <h2>{t('ended')}</h2>
          <Experiments experiments={ended} />
        </section>
      )}
      {isStopping && <StopDrawer onClose={() => setStopping(false)} />}
    </>
  );
}
