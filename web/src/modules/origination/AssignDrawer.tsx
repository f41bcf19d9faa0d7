import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  assignApplicationMutation,
  listMembersOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ApplicationBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ErrorState } from '@/shared/ErrorState';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface AssignDrawerProps {
  application: ApplicationBody;
  open: boolean;
  onClose: () => void;
}

/** Gives an application to a colleague, whoever had it before. */
export function AssignDrawer({ application, open, onClose }: AssignDrawerProps) {
  const { t } = useTranslation('origination');
  const { user_id } = useSession();
  const members = useQuery({ ...listMembersOptions(), enabled: open });
  const assign = useAction(assignApplicationMutation(), {
    onDone: () => {
      onClose();
      toast(t('assign.done'));
    },
  });
  return (
    <FormDrawer<{ assignee_id: string }>
      title={t('assign')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => assign.mutate({ path: { application_id: application.id }, body })}
      busy={assign.isPending}
      error={assign.error}
      submitLabel={t('assign')}
    >
      <p className="muted">{t('assign.what')}</p>
      {members.error && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      <Form.Item
        name="assignee_id"
        label={t('assign.to')}
        rules={[{ required: true, message: t('assign.needed') }]}
      >
        <Select
          showSearch
          optionFilterProp="label"
          loading={members.isPending}
          options={members.data
            ?.filter((member) => member.user_id !== application.assignee_id)
            .map(({ user_id: value, display_name: name }) => ({
              value,
              label: value === user_id ? t('assign.me', { name }) : name,
            }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
