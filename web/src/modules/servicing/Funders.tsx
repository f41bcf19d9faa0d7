import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  listFundersOptions,
  listInstitutionsOptions,
  shareLoanMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { LoanBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { FormDrawer } from '@/shared/FormDrawer';
import { RowTable } from '@/shared/list/RowTable';
import { fromMinor, moneyFromText, toMinor } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';

/** Who funds the loan together, and what each has got of it. */
export function Funders({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const mayShare = useMay('syndication:share');
  const [open, setOpen] = useState(false);
  const funders = useQuery(listFundersOptions({ path: { loan_id: loan.id } }));
  return (
    <section className="funders">
      <h3>{t('funders.title')}</h3>
      <QueryGate query={funders}>
        {({ items }) =>
          items.length > 0 ? (
            <RowTable
              label={t('funders.title')}
              rows={items}
              rowKey={({ organisation_id }) => organisation_id}
              columns={[
                {
                  key: 'who',
                  title: t('lender'),
                  cell: ({ organisation_id, name }) => name ?? organisation_id.slice(0, 8),
                },
                {
                  key: 'share',
                  title: t('funders.share_yuan'),
                  numeric: true,
                  cell: ({ share }) => <MoneyText value={share} form="figure" />,
                },
                {
                  key: 'received',
                  title: t('funders.received_yuan'),
                  numeric: true,
                  cell: ({ received }) => <MoneyText value={received} form="figure" />,
                },
                {
                  key: 'income',
                  title: t('funders.income_yuan'),
                  numeric: true,
                  cell: ({ income }) => <MoneyText value={income} form="figure" />,
                },
                {
                  key: 'waiting',
                  title: t('funders.waiting_yuan'),
                  numeric: true,
                  cell: ({ waiting }) => <MoneyText value={waiting} form="figure" />,
                },
                {
                  key: 'owed',
                  title: t('funders.owed_yuan'),
                  numeric: true,
                  cell: ({ owed }) => <MoneyText value={owed} form="figure" />,
                },
              ]}
            />
          ) : (
            <p className="muted">
              {t('funders.one', { name: loan.lender_name })}{' '}
              {mayShare && loan.outstanding.amount === loan.principal.amount && (
                <Button onClick={() => setOpen(true)}>{t('funders.share')}</Button>
              )}
            </p>
          )
        }
      </QueryGate>
      <SharingDrawer loan={loan} open={open} onClose={() => setOpen(false)} />
    </section>
  );
}

interface SharingDrawerProps {
  loan: LoanBody;
  open: boolean;
  onClose: () => void;
}

/** One partner at the lender's side: the lender keeps what the partner does not take. */
function SharingDrawer({ loan, open, onClose }: SharingDrawerProps) {
  const { t } = useTranslation('servicing');
  const share = useAction(shareLoanMutation(), { onDone: onClose });
  const institutions = useQuery({ ...listInstitutionsOptions(), enabled: open });
  const submit = ({ partner, amount }: { partner: string; amount: string }) => {
    const part = moneyFromText(amount) ?? { amount, currency: loan.principal.currency };
    const rest = fromMinor(toMinor(loan.principal.amount) - toMinor(part.amount));
    share.mutate({
      path: { loan_id: loan.id },
      body: {
        funders: [
          { organisation_id: loan.institution_id, share: rest },
          { organisation_id: partner, share: part },
        ],
      },
    });
  };
  return (
    <FormDrawer
      title={t('funders.share')}
      open={open}
      onClose={onClose}
      onSubmit={submit}
      busy={share.isPending}
      error={share.error}
    >
      <p className="muted">{t('funders.hint')}</p>
      <Form.Item name="partner" label={t('funders.partner')} rules={[{ required: true }]}>
        <Select
          loading={institutions.isPending}
          options={institutions.data?.items
            .filter(({ id }) => id !== loan.institution_id)
            .map(({ id: value, name: label }) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('funders.share_yuan')}
        rules={[
          { required: true },
          { pattern: /^\d{1,13}(\.\d{1,2})?$/, message: t('funders.amount_form') },
        ]}
      >
        <Input inputMode="decimal" suffix={t('yuan')} />
      </Form.Item>
    </FormDrawer>
  );
}
