import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listPoliciesOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { PolicyBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { DetailPage } from '@/shared/DetailPage';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { QueryGate } from '@/shared/QueryGate';
import { Timeline, type Happening } from '@/shared/Timeline';
import { usePathParam } from '@/shared/usePathParam';
import { PendingChange } from './PendingChange';
import { PolicyValue, usePolicyWords } from './PolicyValue';
import { ProposeDrawer } from './ProposeDrawer';
import './policies.css';

/** One policy: what holds today, what was before, and the change that waits for a second person. */
export default function PolicyPage() {
  const { t } = useTranslation('compliance');
  const key = usePathParam('key');
  const policies = useQuery(listPoliciesOptions());
  return (
    <QueryGate query={policies}>
      {(all) => {
        const policy = all.find((each) => each.key === key);
        return policy ? <Desk policy={policy} /> : <EmptyState title={t('list.none')} />;
      }}
    </QueryGate>
  );
}

function Desk({ policy }: { policy: PolicyBody }) {
  const { t } = useTranslation('compliance');
  const mayPropose = useMay('compliance:propose_policy_change');
  const [isProposing, setProposing] = useState(false);
  const { key, unit, current, pending } = policy;
  return (
    <>
      <DetailPage
        title={t(`policy.${key}`)}
        amount={<PolicyValue value={current?.value} unit={unit} />}
        nextAction={
          mayPropose &&
          !pending && (
            <Button type="primary" onClick={() => setProposing(true)}>
              {t('propose.open')}
            </Button>
          )
        }
        tabs={[{ key: 'facts', label: t('policy'), content: <Meaning policy={policy} /> }]}
        side={<History policy={policy} />}
      />
      {isProposing && <ProposeDrawer policy={policy} onClose={() => setProposing(false)} />}
    </>
  );
}

function Meaning({ policy }: { policy: PolicyBody }) {
  const { t } = useTranslation('compliance');
  const words = usePolicyWords();
  const { key, room, unit, lowest, highest, why, pending, next } = policy;
  return (
    <>
      {pending && <PendingChange change={pending} policy={policy} />}
      <Facts
        facts={[
          { label: t('value.current'), value: words(policy.current?.value, unit) },
          { label: t('value.next'), value: next ? words(next.value, unit) : t('value.unchanged') },
          {
            label: t('bounds'),
            value: t('bounds.of', { lowest: words(lowest, unit), highest: words(highest, unit) }),
          },
          { label: t('room'), value: t(`room.${room}`) },
          { label: t('key'), value: <code>{key}</code> },
        ]}
      />
      <h3>{t('why')}</h3>
      <p>{why}</p>
    </>
  );
}

function History({ policy }: { policy: PolicyBody }) {
  const { t } = useTranslation('compliance');
  const words = usePolicyWords();
  const items = policy.history.map(
    ({ value, valid_from, reason, author_name, approver_name }): Happening => ({
      key: valid_from,
      title: words(value, policy.unit),
      at: valid_from,
      by: approver_name
        ? t('history.by', { author: author_name, approver: approver_name })
        : t('history.pack'),
      note: author_name ? reason : undefined,
      state: stateOn(valid_from, policy),
    }),
  );
  return (
    <>
      <h2>{t('history')}</h2>
      <Timeline items={items} label={t('history')} />
    </>
  );
}

function stateOn(validFrom: string, { current }: PolicyBody): Happening['state'] {
  if (!current || validFrom > current.valid_from) return 'ahead';
  return validFrom === current.valid_from ? 'now' : 'done';
}
