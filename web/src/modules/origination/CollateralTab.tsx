import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeCollateralMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CollateralItemBody, DossierBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { EmptyState } from '@/shared/EmptyState';
import { FormDrawer } from '@/shared/FormDrawer';
import { formatExact, moneyFromText } from '@/shared/money';
import { toast } from '@/shared/toast';
import { CollateralItem } from './CollateralItem';
import { PeerAnswers } from './PeerAnswers';
import { lendingValueOf } from './collateral';

type Verdict = 'accepted' | 'refused';

/** What is to secure the loan; in review and due diligence a person accepts or refuses it. */
export function CollateralTab({ dossier }: { dossier: DossierBody }) {
  const { t, i18n } = useTranslation('collateral');
  const { user_id } = useSession();
  const mayJudge = useMay('origination:investigate');
  const { application, collateral } = dossier;
  const isTheirs = application.assignee_id === null || application.assignee_id === user_id;
  const isOpen = application.stage === 'review' || application.stage === 'due_diligence';
  const lent = lendingValueOf(collateral);
  if (lent === undefined) return <EmptyState title={t('none')} />;
  return (
    <>
      <p>
        <strong>{t('sum', { amount: formatExact(lent, i18n.language) })}</strong>
      </p>
      {collateral.map((item) => (
        <CollateralItem
          key={item.id}
          item={item}
          actions={
            mayJudge && isTheirs && isOpen && <Judge applicationId={application.id} item={item} />
          }
        />
      ))}
      {mayJudge && <PeerAnswers applicationId={application.id} />}
    </>
  );
}

interface JudgeProps {
  applicationId: string;
  item: CollateralItemBody;
}

function Judge({ applicationId, item }: JudgeProps) {
  const { t } = useTranslation('collateral');
  const [verdict, setVerdict] = useState<Verdict>();
  const isSound = item.failing.length === 0;
  return (
    <>
      {isSound && item.verdict !== 'accepted' && (
        <Button size="small" type="primary" onClick={() => setVerdict('accepted')}>
          {t('accept')}
        </Button>
      )}
      {item.verdict !== 'refused' && (
        <Button size="small" onClick={() => setVerdict('refused')}>
          {t('refuse')}
        </Button>
      )}
      {verdict && (
        <JudgeDrawer
          applicationId={applicationId}
          item={item}
          verdict={verdict}
          onClose={() => setVerdict(undefined)}
        />
      )}
    </>
  );
}

interface JudgeDrawerProps extends JudgeProps {
  verdict: Verdict;
  onClose: () => void;
}

function JudgeDrawer({ applicationId, item, verdict, onClose }: JudgeDrawerProps) {
  const { t } = useTranslation(['collateral', 'common']);
  const judge = useAction(judgeCollateralMutation(), {
    onDone: () => {
      onClose();
      toast(t('judge.done'));
    },
  });
  return (
    <FormDrawer<{ value?: string; note?: string }>
      title={t('judge.title')}
      open
      onClose={onClose}
      onSubmit={({ value, note }) =>
        judge.mutate({
          path: { application_id: applicationId, item_id: item.id },
          body: {
            verdict,
            value: value ? (moneyFromText(value) ?? null) : null,
            note: note?.trim() || null,
          },
        })
      }
      busy={judge.isPending}
      error={judge.error}
      submitLabel={t(verdict === 'accepted' ? 'accept' : 'refuse')}
      initialValues={verdict === 'accepted' ? { value: item.value.amount } : {}}
    >
      {verdict === 'accepted' && (
        <Form.Item name="value" label={t('judge.value')}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item
        name="note"
        label={t('judge.note')}
        rules={[{ required: verdict === 'refused', message: t('common:required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
