import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { agreeCovenantMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AftercareBody, Measure } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { MEASURES, signedMoney, SIGNED } from './words';

interface CovenantDrawerProps {
  offeringId: string;
  care: AftercareBody;
  onClose: () => void;
}

export function CovenantDrawer({ offeringId, care, onClose }: CovenantDrawerProps) {
  const { t } = useTranslation('aftercare');
  const agree = useAction(agreeCovenantMutation(), { onDone: onClose });
  const free = MEASURES.filter((each) => !care.covenants.some(({ measure }) => measure === each));
  return (
    <FormDrawer<{ measure: Measure; least: string }>
      title={t('covenant.add')}
      open
      onClose={onClose}
      onSubmit={({ measure, least }) =>
        agree.mutate({
          path: { offering_id: offeringId },
          body: { measure, least: signedMoney(least) },
        })
      }
      busy={agree.isPending}
      error={agree.error}
      initialValues={{ measure: free[0] }}
    >
      <p className="muted">{t('covenant.hint')}</p>
      <Form.Item name="measure" label={t('measure')} rules={[{ required: true }]}>
        <Select options={free.map((value) => ({ value, label: t(`measure.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="least"
        label={t('covenant.least')}
        rules={[{ required: true }, { pattern: SIGNED, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" />
      </Form.Item>
    </FormDrawer>
  );
}
