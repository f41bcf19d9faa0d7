import { useQuery } from '@tanstack/react-query';
import { Alert, Form, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  getProgramTermsOptions,
  issueKeyMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { IssuedKeyBody, KeyTermBody, ServiceAccountBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';

const USUAL_OVERLAP_HOURS = 24;

interface IssueKeyDrawerProps {
  account: ServiceAccountBody;
  onClose: () => void;
  onIssued: (issued: IssuedKeyBody) => void;
}

/** A program's first key, or another one beside which the former goes on for a while. */
export function IssueKeyDrawer({ account, onClose, onIssued }: IssueKeyDrawerProps) {
  const { t } = useTranslation('identity');
  const terms = useQuery(getProgramTermsOptions());
  const issue = useAction(issueKeyMutation(), {
    onDone: (answer) => {
      onClose();
      onIssued(answer);
    },
  });
  const isFirst = account.keys.length === 0;
  if (terms.data === undefined) return <Skeleton active />;
  const { key_days: days, key_overlap_hours: overlap } = terms.data;
  const usual = Math.min(USUAL_OVERLAP_HOURS, overlap);
  return (
    <FormDrawer<KeyTermBody>
      title={`${t(isFirst ? 'key.first' : 'key.rotate')} · ${account.name}`}
      open
      onClose={onClose}
      onSubmit={({ days: chosen, overlap_hours = 0 }) =>
        issue.mutate({ path: { account_id: account.id }, body: { days: chosen, overlap_hours } })
      }
      busy={issue.isPending}
      error={issue.error}
      submitLabel={t('key.issue')}
      initialValues={{ days, overlap_hours: usual }}
    >
      {!isFirst && <Alert type="info" showIcon message={t('key.rotate_hint')} />}
      <Form.Item name="days" label={t('key.days')} rules={[{ required: true }]}>
        <InputNumber min={1} max={days} precision={0} className="whole-width" />
      </Form.Item>
      {!isFirst && (
        <Form.Item
          name="overlap_hours"
          label={t('key.overlap')}
          extra={t('key.overlap_hint')}
          rules={[{ required: true }]}
        >
          <InputNumber min={0} max={overlap} precision={0} className="whole-width" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
