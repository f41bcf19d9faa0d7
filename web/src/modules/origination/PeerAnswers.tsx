import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  askPeersAgainMutation,
  listPeerAnswersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { PeerAnswerBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { DateText } from '@/shared/DateText';
import { RowTable } from '@/shared/list/RowTable';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { useCollateralWords } from './collateralWords';

const TONES: Record<PeerAnswerBody['state'], Tone> = {
  waiting: 'running',
  free: 'good',
  pledged: 'bad',
  silent: 'warning',
};
const REASONS = ['timed_out', 'unreachable', 'unreadable', 'not_configured'] as const;

/** What other platforms say of the things: free, pledged, or nothing, which is not free. */
export function PeerAnswers({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation('collateral');
  const answers = useQuery(listPeerAnswersOptions({ path: { application_id: applicationId } }));
  const again = useAction(askPeersAgainMutation(), {
    onDone: () => toast(t('peers.asked_again')),
  });
  return (
    <section className="card">
      <h2>{t('peers.title')}</h2>
      <QueryGate query={answers}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t('peers.none')}</p>
          ) : (
            <>
              <p className="muted">{t('peers.hint')}</p>
              <Answers answers={items} />
              {items.some(({ state }) => state === 'silent') && (
                <Button
                  loading={again.isPending}
                  onClick={() => again.mutate({ path: { application_id: applicationId } })}
                >
                  {t('peers.again')}
                </Button>
              )}
            </>
          )
        }
      </QueryGate>
    </section>
  );
}

function Answers({ answers }: { answers: readonly PeerAnswerBody[] }) {
  const { t } = useTranslation('collateral');
  const words = useCollateralWords();
  return (
    <RowTable
      label={t('peers.title')}
      rows={answers}
      rowKey={({ item_id, peer, occasion }) => `${item_id} ${peer} ${occasion}`}
      columns={[
        { key: 'peer', title: t('peers.peer'), cell: ({ peer }) => peer },
        { key: 'thing', title: t('peers.thing'), cell: ({ kind }) => words.kind(kind) },
        {
          key: 'when',
          title: t('peers.when'),
          cell: ({ occasion }) => t(`peers.on.${occasion}`),
        },
        { key: 'state', title: t('peers.state'), cell: (answer) => <State answer={answer} /> },
      ]}
    />
  );
}

function State({ answer }: { answer: PeerAnswerBody }) {
  const { t } = useTranslation('collateral');
  const { state, reason, attempts, answered_at, next_at } = answer;
  const known = REASONS.find((each) => each === reason) ?? 'other';
  return (
    <>
      <StatusTag tone={TONES[state]} label={t(`peers.${state}`)} />
      <div className="muted small peer-detail">
        {answered_at && (
          <>
            {t('peers.answered')} <DateText value={answered_at} />
          </>
        )}
        {state === 'silent' && (
          <>
            {t(`peers.reason.${known}`)} · {t('peers.attempts', { attempts })}
            {next_at && (
              <>
                {' '}
                · {t('peers.next')} <DateText value={next_at} />
              </>
            )}
          </>
        )}
      </div>
    </>
  );
}
