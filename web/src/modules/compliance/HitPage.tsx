import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getScreeningHitOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { HitDetailBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { DetailPage } from '@/shared/DetailPage';
import { Facts } from '@/shared/Facts';
import { FourEyes } from '@/shared/FourEyes';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Timeline } from '@/shared/Timeline';
import { usePathParam } from '@/shared/usePathParam';
import { HitDecisionDrawer, type HitDecision } from './HitDecisionDrawer';
import { HIT_TONES, percentOf } from './hits';
import { WordByWord } from './WordByWord';
import './policies.css';

/** One hit: whom it may be about, why the names are alike, and the decision. */
export default function HitPage() {
  const id = usePathParam('id');
  const hit = useQuery(getScreeningHitOptions({ path: { hit_id: id } }));
  return <QueryGate query={hit}>{(detail) => <Desk detail={detail} />}</QueryGate>;
}

function Desk({ detail }: { detail: HitDetailBody }) {
  const { t } = useTranslation('compliance');
  const mayDecide = useMay('compliance:decide_hit');
  const [decision, setDecision] = useState<HitDecision>();
  const { hit, pending } = detail;
  const isOpen = hit.status === 'open' && !pending;
  return (
    <>
      <DetailPage
        title={hit.about_name ?? t('hit.gone')}
        tags={<StatusTag tone={HIT_TONES[hit.status]} label={t(`hit.status.${hit.status}`)} />}
        nextAction={
          mayDecide &&
          isOpen && (
            <>
              <Button onClick={() => setDecision('clear')}>{t('hit.clear')}</Button>
              <Button danger onClick={() => setDecision('confirm')}>
                {t('hit.confirm')}
              </Button>
            </>
          )
        }
        tabs={[{ key: 'facts', label: t('hit.why'), content: <Why detail={detail} /> }]}
        side={<Course detail={detail} />}
      />
      {decision && (
        <HitDecisionDrawer hit={hit} decision={decision} onClose={() => setDecision(undefined)} />
      )}
    </>
  );
}

function Why({ detail }: { detail: HitDetailBody }) {
  const { t } = useTranslation('compliance');
  const mayApprove = useMay('compliance:approve_clearing');
  const { hit, comparison, pending } = detail;
  return (
    <>
      {pending && (
        <FourEyes
          asked={pending}
          mayApprove={mayApprove}
          title={t('hit.clear')}
          effect={<p>{t('hit.clear_effect')}</p>}
          undo={t('hit.clear_undo')}
          approvedWords={t('hit.cleared')}
          rejectedWords={t('hit.stays_open')}
        />
      )}
      <Facts
        facts={[
          { label: t('hit.listed'), value: hit.listed_name },
          { label: t('hit.score'), value: percentOf(hit.score_permille / 1000) },
          { label: t('hit.kind'), value: t(`hit.kind.${hit.about_kind}`) },
          { label: t('hit.source'), value: `${hit.source} · ${hit.entry}` },
          { label: t('hit.program'), value: hit.program || '—' },
          { label: t('hit.detail'), value: hit.detail || '—' },
        ]}
      />
      {comparison ? (
        <WordByWord comparison={comparison} />
      ) : (
        <p className="muted">{t('hit.person_hidden')}</p>
      )}
    </>
  );
}

function Course({ detail }: { detail: HitDetailBody }) {
  const { t } = useTranslation('compliance');
  const { hit } = detail;
  const opened = {
    key: 'opened',
    title: t('hit.opened'),
    at: hit.opened_at,
    state: 'done' as const,
  };
  const decided = hit.decided_at && {
    key: 'decided',
    title: t(`hit.status.${hit.status}`),
    at: hit.decided_at,
    by: hit.decided_by_name ?? undefined,
    note: hit.reason ?? undefined,
    state: 'now' as const,
  };
  return (
    <>
      <h2>{t('hit.course')}</h2>
      <Timeline items={decided ? [decided, opened] : [opened]} label={t('hit.course')} />
      <p className="muted small">
        {t('hit.no_tipping_off')} <DateText value={hit.opened_at} />
      </p>
    </>
  );
}
