import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askCategoryMutation,
  getCategoryOptions,
  liftOverrideMutation,
  liftTriggerMutation,
  noteTriggerMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type {
  CategoryWishBody,
  LoanBody,
  LoanCategoryBody,
  TriggerWishBody,
} from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts } from '@/shared/Facts';
import { FormDrawer } from '@/shared/FormDrawer';
import { FourEyes } from '@/shared/FourEyes';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { CATEGORIES, CATEGORY_TONES, TRIGGERS } from './categoryWords';
import { Funders } from './Funders';

/** Five categories 五级分类: which one, why, and what people add to what the days say. */
export function LoanCategory({ loan }: { loan: LoanBody }) {
  const category = useQuery(getCategoryOptions({ path: { loan_id: loan.id } }));
  return (
    <>
      <QueryGate query={category}>{(data) => <Category loan={loan} found={data} />}</QueryGate>
      <Funders loan={loan} />
    </>
  );
}

interface CategoryProps {
  loan: LoanBody;
  found: LoanCategoryBody;
}

function Category({ loan, found }: CategoryProps) {
  const { t } = useTranslation('servicing');
  const mayClassify = useMay('servicing:classify') && loan.status === 'active';
  const mayApprove = useMay('servicing:approve_category');
  const [form, setForm] = useState<'trigger' | 'override'>();
  const close = () => setForm(undefined);
  const nameOf = (category: LoanCategoryBody['category']) => t(`category.${category}`);
  return (
    <>
      <Facts
        facts={[
          {
            label: t('category.title'),
            value: (
              <StatusTag tone={CATEGORY_TONES[found.category]} label={nameOf(found.category)} />
            ),
          },
          {
            label: t('category.cause'),
            value: found.cause === null ? '–' : t(`category.cause.${found.cause}`),
          },
          { label: t('category.since'), value: <DateText value={found.since} /> },
          { label: t('category.least'), value: nameOf(found.least) },
        ]}
      />
      <Triggers loan={loan} found={found} mayLift={mayClassify} />
      <Override loan={loan} found={found} mayLift={mayApprove} />
      {found.pending && (
        <section className="card">
          <h3>
            {t('category.pending')} {nameOf(found.pending.category)}
          </h3>
          <FourEyes
            asked={found.pending}
            mayApprove={mayApprove}
            title={t('category.approve')}
            effect={nameOf(found.pending.category)}
            undo={t('category.undo')}
            approvedWords={t('category.approved')}
            rejectedWords={t('category.rejected')}
          />
        </section>
      )}
      {mayClassify && (
        <Space wrap>
          <Button onClick={() => setForm('trigger')}>{t('trigger.note')}</Button>
          {!found.pending && (
            <Button onClick={() => setForm('override')}>{t('category.override')}</Button>
          )}
        </Space>
      )}
      <TriggerDrawer loan={loan} found={found} open={form === 'trigger'} onClose={close} />
      <OverrideDrawer loan={loan} found={found} open={form === 'override'} onClose={close} />
    </>
  );
}

function Triggers({ loan, found, mayLift }: CategoryProps & { mayLift: boolean }) {
  const { t } = useTranslation('servicing');
  const lift = useAction(liftTriggerMutation());
  return (
    <p>
      {found.triggers.map(({ id, kind, note }) => (
        <Tag
          key={id}
          color="warning"
          title={note}
          closable={mayLift}
          onClose={(event) => {
            event.preventDefault();
            lift.mutate({ path: { loan_id: loan.id, trigger_id: id } });
          }}
        >
          {t(`category.cause.${kind}`)}
        </Tag>
      ))}
      <ErrorNote error={lift.error} />
    </p>
  );
}

function Override({ loan, found, mayLift }: CategoryProps & { mayLift: boolean }) {
  const { t } = useTranslation('servicing');
  const lift = useAction(liftOverrideMutation());
  if (found.override === null) return null;
  return (
    <p>
      {t('category.overridden', { category: t(`category.${found.override}`) })}{' '}
      <span className="muted">{found.override_reason}</span>{' '}
      {mayLift && (
        <Button
          size="small"
          loading={lift.isPending}
          onClick={() => lift.mutate({ path: { loan_id: loan.id } })}
        >
          {t('category.lift')}
        </Button>
      )}
    </p>
  );
}

interface CategoryDrawerProps extends CategoryProps {
  open: boolean;
  onClose: () => void;
}

function TriggerDrawer({ loan, found, open, onClose }: CategoryDrawerProps) {
  const { t } = useTranslation('servicing');
  const note = useAction(noteTriggerMutation(), { onDone: onClose });
  const on = new Set(found.triggers.map(({ kind }) => kind));
  return (
    <FormDrawer<TriggerWishBody>
      title={t('trigger.note')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => note.mutate({ path: { loan_id: loan.id }, body })}
      busy={note.isPending}
      error={note.error}
    >
      <p className="muted">{t('category.next_day')}</p>
      <Form.Item name="kind" label={t('trigger.kind')} rules={[{ required: true }]}>
        <Select
          options={TRIGGERS.filter((kind) => !on.has(kind)).map((value) => ({
            value,
            label: t(`category.cause.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="note" label={t('note')} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

function OverrideDrawer({ loan, found, open, onClose }: CategoryDrawerProps) {
  const { t } = useTranslation('servicing');
  const ask = useAction(askCategoryMutation(), { onDone: onClose });
  const choices = CATEGORIES.slice(CATEGORIES.indexOf(found.least));
  return (
    <FormDrawer<CategoryWishBody>
      title={t('category.override')}
      open={open}
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ path: { loan_id: loan.id }, body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('category.ask')}
    >
      <p className="muted">{t('category.override_hint')}</p>
      <Form.Item name="category" label={t('category.title')} rules={[{ required: true }]}>
        <Select options={choices.map((value) => ({ value, label: t(`category.${value}`) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('category.reason')} rules={[{ required: true }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}
