import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { submitReportMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { IssuerReportBody, Measure } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { MEASURES, signedMoney, SIGNED } from './words';

type ReportForm = Record<Measure, string> & { text: string };

interface ReportDrawerProps {
  report: IssuerReportBody;
  onClose: () => void;
}

export function ReportDrawer({ report, onClose }: ReportDrawerProps) {
  const { t } = useTranslation('aftercare');
  const submit = useAction(submitReportMutation(), { onDone: onClose });
  return (
    <FormDrawer<ReportForm>
      title={t('report.write')}
      open
      onClose={onClose}
      onSubmit={({ text, revenue, net_profit, cash }) =>
        submit.mutate({
          path: { report_id: report.id },
          body: {
            text,
            revenue: signedMoney(revenue),
            net_profit: signedMoney(net_profit),
            cash: signedMoney(cash),
          },
        })
      }
      busy={submit.isPending}
      error={submit.error}
    >
      <p className="muted">{t('report.hint')}</p>
      {MEASURES.map((measure) => (
        <Form.Item
          key={measure}
          name={measure}
          label={t('in_yuan', { what: t(`measure.${measure}`) })}
          rules={[{ required: true }, { pattern: SIGNED, message: t('bad_amount') }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
      ))}
      <Form.Item name="text" label={t('report.text')} rules={[{ required: true, min: 10 }]}>
        <Input.TextArea rows={8} maxLength={10_000} />
      </Form.Item>
    </FormDrawer>
  );
}
