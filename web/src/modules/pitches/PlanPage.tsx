import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getPlanOptions,
  hidePlanMutation,
  showPlanMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { PlanBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';
import { AlikePlans } from './AlikePlans';
import { PlanDigest } from './PlanDigest';
import { TONES } from './words';
import './pitches.css';

const READING_MS = 2000;

/** What a business plan says, with its places, and where it contradicts what was declared. */
export default function PlanPage() {
  const planId = usePathParam('planId');
  const plan = useQuery({
    ...getPlanOptions({ path: { plan_id: planId } }),
    refetchInterval: ({ state }) => (state.data?.line.status === 'received' ? READING_MS : false),
  });
  return <QueryGate query={plan}>{(data) => <Plan plan={data} />}</QueryGate>;
}

function Plan({ plan }: { plan: PlanBody }) {
  const { t } = useTranslation('pitches');
  const { line, digest, is_own } = plan;
  return (
    <>
      <PageHead
        title={is_own ? line.name : (line.enterprise_name ?? line.name)}
        tags={
          <>
            <StatusTag tone={TONES[line.status]} label={t(`status.${line.status}`)} />
            <StatusTag
              tone={line.shown_at === null ? 'neutral' : 'good'}
              label={t(line.shown_at === null ? 'own_only' : 'shown')}
            />
          </>
        }
        actions={<Button href={`/api/v1/pitches/${line.id}/file`}>{t('download')}</Button>}
      />
      {is_own && digest !== null && <Showing plan={plan} />}
      {line.status === 'received' && <Alert type="info" showIcon message={t('waiting')} />}
      {(line.status === 'scanned' || line.status === 'unreadable') && (
        <Alert
          type="warning"
          showIcon
          message={t(line.status)}
          description={t(`${line.status}_hint`)}
        />
      )}
      {digest !== null && (
        <div className="plan-cards">
          <PlanDigest plan={plan} digest={digest} />
          <AlikePlans planId={line.id} />
        </div>
      )}
    </>
  );
}

function Showing({ plan: { line } }: { plan: PlanBody }) {
  const { t } = useTranslation('pitches');
  const mayShow = useMay('pitches:upload');
  const show = useAction(showPlanMutation());
  const hide = useAction(hidePlanMutation());
  const path = { plan_id: line.id };
  if (!mayShow) return null;
  return (
    <>
      <ErrorNote error={show.error ?? hide.error} />
      {line.shown_at === null ? (
        <Popconfirm
          title={t('show')}
          description={<p className="plan-showing">{t('show_hint')}</p>}
          onConfirm={() => show.mutate({ path })}
        >
          <Button type="primary" loading={show.isPending}>
            {t('show')}
          </Button>
        </Popconfirm>
      ) : (
        <Button loading={hide.isPending} onClick={() => hide.mutate({ path })}>
          {t('hide')}
        </Button>
      )}
    </>
  );
}
