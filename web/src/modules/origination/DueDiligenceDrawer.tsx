import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { passDueDiligenceMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CheckResult, DossierBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

const ITEMS = [
  'identity',
  'site_visit',
  'operation',
  'tax_status',
  'judicial',
  'contracts',
  'collateral',
] as const;
const RESULTS: readonly CheckResult[] = ['passed', 'failed', 'not_applicable'];

interface DueDiligenceDrawerProps {
  dossier: DossierBody;
  open: boolean;
  onClose: () => void;
}

/** Each point of the checklist is answered; nothing is taken for granted. */
export function DueDiligenceDrawer({ dossier, open, onClose }: DueDiligenceDrawerProps) {
  const { t } = useTranslation('origination');
  const pass = useAction(passDueDiligenceMutation(), {
    onDone: () => {
      onClose();
      toast(t('done.pass_due_diligence'));
    },
  });
  return (
    <FormDrawer<{ checklist: Record<string, CheckResult>; note: string }>
      title={t('move.pass_due_diligence')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => pass.mutate({ path: { application_id: dossier.application.id }, body })}
      busy={pass.isPending}
      error={pass.error}
      submitLabel={t('move.pass_due_diligence')}
    >
      {ITEMS.map((item) => (
        <Form.Item
          key={item}
          name={['checklist', item]}
          label={t(`check.${item}`)}
          rules={[{ required: true, message: t('check.needed') }]}
        >
          <Radio.Group
            optionType="button"
            options={RESULTS.map((value) => ({ value, label: t(`result.${value}`) }))}
          />
        </Form.Item>
      ))}
      <Form.Item
        name="note"
        label={t('check.note')}
        rules={[{ required: true, whitespace: true, message: t('check.note_needed') }]}
      >
        <Input.TextArea rows={5} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
