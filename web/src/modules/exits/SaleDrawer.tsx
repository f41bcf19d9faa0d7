import { DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { proposeCompanySaleMutation } from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import type { ExitDrawerProps } from './BuyBackDrawer';
import { AMOUNT, claimsFrom, inAFortnight, PERCENT, shareOf, yuan } from './fields';

interface SaleFields {
  why: string;
  proceeds: string;
  claims: string;
  preferred: string;
  share: string;
  closes_at?: Dayjs;
}

interface SaleDrawerProps extends ExitDrawerProps {
  kind: 'control' | 'liquidation';
}

export function SaleDrawer({ kind, offeringId, onClose }: SaleDrawerProps) {
  const { t } = useTranslation('exits');
  const id = useRef(crypto.randomUUID());
  const propose = useAction(proposeCompanySaleMutation(), {
    onDone: () => {
      toast(t('proposed_done'));
      onClose();
    },
  });
  return (
    <FormDrawer<SaleFields>
      title={t(`propose.${kind}`)}
      open
      onClose={onClose}
      onSubmit={({ why, proceeds, claims, preferred, share, closes_at }) =>
        propose.mutate({
          path: { offering_id: offeringId },
          body: {
            id: id.current,
            kind,
            why,
            proceeds: yuan(proceeds),
            claims: claimsFrom(claims) ?? [],
            preferred_rate: shareOf(preferred),
            holders_share: shareOf(share),
            closes_at: closes_at?.toISOString() ?? null,
          },
        })
      }
      busy={propose.isPending}
      error={propose.error}
      submitLabel={t('propose')}
      initialValues={{ claims: '', preferred: '6', share: '0', closes_at: inAFortnight() }}
    >
      <p className="muted">{t(`hint.${kind}`)}</p>
      <Form.Item name="why" label={t('why')} rules={[{ required: true, min: 5 }]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item
        name="proceeds"
        label={t('proceeds_field')}
        rules={[{ required: true }, { pattern: AMOUNT, message: t('bad_amount') }]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="claims"
        label={t('claims')}
        extra={t('claims_hint')}
        rules={[
          {
            validator: (_, text: string) =>
              claimsFrom(text) ? Promise.resolve() : Promise.reject(new Error(t('bad_claims'))),
          },
        ]}
      >
        <Input.TextArea rows={3} placeholder={t('claims_example')} />
      </Form.Item>
      {(
        [
          ['preferred', 'preferred'],
          ['share', 'holders_share'],
        ] as const
      ).map(([name, label]) => (
        <Form.Item
          key={name}
          name={name}
          label={t(label)}
          rules={[{ required: true }, { pattern: PERCENT, message: t('bad_percent') }]}
        >
          <Input inputMode="decimal" suffix="%" autoComplete="off" />
        </Form.Item>
      ))}
      {kind === 'control' && (
        <Form.Item name="closes_at" label={t('until')} rules={[{ required: true }]}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
