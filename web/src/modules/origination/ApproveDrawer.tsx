import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  approveApplicationMutation,
  getApprovalBasisOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BasisBody, DossierBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ConfirmMoneyDialog } from '@/shared/ConfirmMoneyDialog';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { useFloatingFacts } from '@/shared/floatingFacts';
import { useLeaseFacts } from '@/shared/leaseFacts';
import { MoneyText } from '@/shared/MoneyText';
import { formatExact, fromMinor, moneyFromText, toMinor, type Money } from '@/shared/money';
import { toast } from '@/shared/toast';
import { PrecedentRows } from './PrecedentRows';
import { percent, useWord } from './words';

interface ApproveDrawerProps {
  dossier: DossierBody;
  onClose: () => void;
}

interface Decision {
  amount: string;
  term_months: number;
  conditions?: string;
  precedents?: string[];
}

/** The numbers first, then once more exactly what is promised. */
export function ApproveDrawer({ dossier, onClose }: ApproveDrawerProps) {
  const { t } = useTranslation('origination');
  const path = { application_id: dossier.application.id };
  const [wished, setWished] = useState<Decision>();
  const basis = useQuery(getApprovalBasisOptions({ path }));
  const granted = useQuery({
    ...getApprovalBasisOptions({ path, query: { term_months: wished?.term_months ?? null } }),
    enabled: wished !== undefined,
  });
  const approve = useAction(approveApplicationMutation(), {
    onDone: () => {
      setWished(undefined);
      onClose();
      toast(t('done.approve'));
    },
  });
  const amount = moneyFromText(wished?.amount ?? '');
  return (
    <>
      <Numbers
        dossier={dossier}
        basis={basis.data}
        error={basis.error ?? granted.error}
        onClose={onClose}
        onNext={setWished}
      />
      {wished && amount && granted.data && (
        <ConfirmMoneyDialog
          open
          title={t('approve.confirm_title', { name: dossier.application.enterprise.name })}
          amount={amount}
          facts={[
            { label: t('terms.rate'), value: percent(granted.data.yearly_rate) },
            { label: t('column.term'), value: t('months', { count: wished.term_months }) },
            { label: t('terms.fee'), value: <MoneyText value={feeOf(amount, granted.data)} /> },
            {
              label: t('terms.conditions'),
              value: wished.conditions ?? t('approve.no_conditions'),
            },
            ...(wished.precedents?.length
              ? [{ label: t('precedents'), value: wished.precedents.join('；') }]
              : []),
          ]}
          undo={t('approve.undo')}
          confirmLabel={t('move.approve')}
          busy={approve.isPending}
          error={approve.error}
          onConfirm={() =>
            approve.mutate({
              path,
              body: {
                amount,
                term_months: wished.term_months,
                conditions: wished.conditions?.trim() || null,
                precedents: wished.precedents ?? [],
              },
            })
          }
          onCancel={() => {
            approve.reset();
            setWished(undefined);
          }}
        />
      )}
    </>
  );
}

interface NumbersProps extends ApproveDrawerProps {
  basis: BasisBody | undefined;
  error: unknown;
  onNext: (decision: Decision) => void;
}

function Numbers({ dossier, basis, error, onClose, onNext }: NumbersProps) {
  const { t, i18n } = useTranslation('origination');
  const { amount, term_months } = dossier.application;
  const most =
    basis && amount
      ? lowest(
          amount,
          basis.limit,
          basis.group.limit,
          basis.max_amount,
          ...(basis.lending_value ? [basis.lending_value] : []),
        )
      : undefined;
  const check = (_: unknown, text: string | undefined): Promise<void> => {
    const given = moneyFromText(text ?? '');
    if (given === undefined) return Promise.reject(new Error(t('wish.not_an_amount')));
    if (most && toMinor(given.amount) > toMinor(most.amount))
      return Promise.reject(
        new Error(t('approve.most', { most: formatExact(most, i18n.language) })),
      );
    if (basis && toMinor(given.amount) < toMinor(basis.min_amount.amount)) {
      const least = formatExact(basis.min_amount, i18n.language);
      return Promise.reject(new Error(t('approve.least', { least })));
    }
    return Promise.resolve();
  };
  return (
    <FormDrawer<Decision>
      key={basis ? 'known' : 'loading'}
      title={t('move.approve')}
      open
      onClose={onClose}
      onSubmit={onNext}
      busy={basis === undefined && error === null}
      error={null}
      submitLabel={t('approve.next')}
      initialValues={{ amount: most?.amount, term_months: term_months ?? undefined }}
    >
      <ErrorNote error={error} />
      {basis && <Basis basis={basis} asked={amount} />}
      <Form.Item name="amount" label={t('approve.amount')} required rules={[{ validator: check }]}>
        <Input inputMode="decimal" autoComplete="off" suffix={t('yuan')} />
      </Form.Item>
      <Form.Item
        name="term_months"
        label={t('approve.term')}
        rules={[{ required: true, message: t('approve.term_needed') }]}
      >
        <InputNumber
          min={basis?.min_term_months}
          max={basis?.max_term_months}
          precision={0}
          suffix={t('approve.months')}
          className="wide"
        />
      </Form.Item>
      <Form.Item
        name="conditions"
        label={t('terms.conditions')}
        extra={t('approve.conditions_hint')}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <PrecedentRows />
    </FormDrawer>
  );
}

/** Where the limit comes from, so that nobody has to trust a bare figure. */
function Basis({ basis, asked }: { basis: BasisBody; asked: Money | null }) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const lease = useLeaseFacts(basis.structure.lease);
  const floating = useFloatingFacts(basis.structure.floating);
  const facts = [
    [t('wish.asked'), <MoneyText value={asked} />],
    [t('basis.limit'), <MoneyText value={basis.limit} strong />],
    [t('basis.grade'), <MoneyText value={basis.grade_limit} form="short" />],
    [t('basis.net_assets'), <MoneyText value={basis.net_assets_limit} form="short" />],
    [t('basis.exposure'), <MoneyText value={basis.exposure} form="short" />],
    ...(basis.lending_value
      ? [[t('basis.lending_value'), <MoneyText value={basis.lending_value} />] as const]
      : []),
    [t('basis.elsewhere'), <MoneyText value={basis.owed_elsewhere} form="short" />],
    ...(basis.group.members > 1 ? groupFacts(basis, t) : []),
    [t('terms.rate'), percent(basis.yearly_rate)],
    ...(Number(basis.green_discount) > 0
      ? [[t('basis.green_discount'), percent(basis.green_discount)] as const]
      : []),
    [t('terms.method'), word('method', basis.method)],
    ...[...floating, ...lease].map(({ label, value }) => [label, value] as const),
  ] as const;
  return (
    <dl className="facts basis">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Related companies share a limit. */
function groupFacts({ group }: BasisBody, t: TFunction<'origination'>) {
  return [
    [t('basis.group', { count: group.members }), <MoneyText value={group.limit} form="short" />],
    [
      t('basis.group_exposure'),
      <>
        <MoneyText value={group.exposure} form="short" /> /{' '}
        <MoneyText value={group.ceiling} form="short" />
      </>,
    ],
  ] as const;
}

function lowest(...amounts: Money[]): Money {
  return amounts.reduce((left, right) =>
    toMinor(right.amount) < toMinor(left.amount) ? right : left,
  );
}

/** As the server rounds it: half up to the fen. */
function feeOf({ amount, currency }: Money, { fee_bps }: BasisBody): Money {
  return fromMinor((toMinor(amount) * BigInt(fee_bps) + 5_000n) / 10_000n, currency);
}
