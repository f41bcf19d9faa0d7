import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Popconfirm, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  abandonDisposalMutation,
  doDisposalStepMutation,
  getDisposalOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DisposalBody, DisposalStepBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ErrorNote } from '@/shared/ErrorNote';
import { MoneyText } from '@/shared/MoneyText';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { Tile, Tiles } from '@/shared/Tiles';
import { Timeline, type Happening } from '@/shared/Timeline';
import { toast } from '@/shared/toast';
import { usePathParam } from '@/shared/usePathParam';
import './collections.css';
import { percentOf } from './share';
import { DISPOSAL_TONES } from './words';

/** One disposal as guided steps: each is done with its document, the next one opens. */
export default function DisposalPage() {
  const disposalId = usePathParam('disposalId');
  const disposal = useQuery(getDisposalOptions({ path: { disposal_id: disposalId } }));
  return <QueryGate query={disposal}>{(data) => <Disposal disposal={data} />}</QueryGate>;
}

function Disposal({ disposal }: { disposal: DisposalBody }) {
  const { t } = useTranslation('collections');
  const { kind, state, claim, recovered, steps } = disposal;
  const next = state === 'open' ? steps.find(({ done_at }) => done_at === null) : undefined;
  return (
    <>
      <PageHead
        title={`${disposal.borrower_name} · ${t(`disposal.kind.${kind}`)}`}
        tags={<StatusTag tone={DISPOSAL_TONES[state]} label={t(`disposal.state.${state}`)} />}
        actions={
          <ButtonLink to={`/operations/loans/${disposal.loan_id}`}>{t('case.to_loan')}</ButtonLink>
        }
      />
      <Tiles>
        <Tile label={t('disposal.claim')} value={<MoneyText value={claim} form="short" />} />
        <Tile
          label={t('disposal.recovered')}
          value={<MoneyText value={recovered} form="short" />}
          note={<Progress percent={Math.min(100, percentOf(recovered, claim))} size="small" />}
        />
      </Tiles>
      <section className="card disposal-steps">
        <h2>{t('disposal.steps')}</h2>
        <Timeline
          label={t('disposal.steps')}
          items={steps.map((step): Happening => ({
            key: step.code,
            title: t(`disposal.step.${step.code}`),
            at: step.done_at,
            state: step.done_at !== null ? 'done' : step === next ? 'now' : 'ahead',
            note:
              step === next ? (
                <StepForm disposal={disposal} step={step} />
              ) : (
                [step.document, step.note].filter(Boolean).join(' · ')
              ),
          }))}
        />
        {state === 'open' && <Abandon disposal={disposal} />}
      </section>
    </>
  );
}

function StepForm({ disposal, step }: { disposal: DisposalBody; step: DisposalStepBody }) {
  const { t } = useTranslation('collections');
  const mayDispose = useMay('collections:dispose');
  const [form] = Form.useForm<{ document: string; note?: string }>();
  const done = useAction(doDisposalStepMutation(), {
    onDone: () => {
      form.resetFields();
      toast(t('disposal.step_done'));
    },
  });
  return (
    <>
      <p className="muted">{t(`disposal.step_hint.${step.code}`)}</p>
      {mayDispose && (
        <Form
          form={form}
          layout="vertical"
          disabled={done.isPending}
          onFinish={(values) =>
            done.mutate({
              path: { disposal_id: disposal.id },
              body: { number: step.number, ...values },
            })
          }
        >
          <Form.Item
            name="document"
            label={t('disposal.document')}
            rules={[{ required: true, message: t('disposal.document_needed') }]}
          >
            <Input maxLength={200} placeholder={t('disposal.document_example')} />
          </Form.Item>
          <Form.Item name="note" label={t('contact.note')}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          <ErrorNote error={done.error} />
          <Button type="primary" htmlType="submit" loading={done.isPending}>
            {t('disposal.do_step')}
          </Button>
        </Form>
      )}
    </>
  );
}

function Abandon({ disposal }: { disposal: DisposalBody }) {
  const { t } = useTranslation('collections');
  const mayDispose = useMay('collections:dispose');
  const abandon = useAction(abandonDisposalMutation());
  if (!mayDispose) return null;
  return (
    <>
      <ErrorNote error={abandon.error} />
      <Popconfirm
        title={t('disposal.abandon_sure')}
        onConfirm={() => abandon.mutate({ path: { disposal_id: disposal.id } })}
      >
        <Button danger loading={abandon.isPending}>
          {t('disposal.abandon')}
        </Button>
      </Popconfirm>
    </>
  );
}
