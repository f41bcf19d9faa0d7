import { Link } from '@tanstack/react-router';
import { Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  putBackParkLineMutation,
  takeOutParkLineMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { ParkBatchDetailBody, ParkLineBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts, type Fact } from '@/shared/Facts';
import { useFigureText } from '@/shared/figures';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { useIsPhone } from '@/shared/useMedia';
import { APPROVABLE, LINE_TONES } from './words';

interface LineDrawerProps {
  detail: ParkBatchDetailBody;
  line: ParkLineBody;
  onClose: () => void;
}

/** What was found of one company; the lender may take it out of the decision. */
export function LineDrawer({ detail, line, onClose }: LineDrawerProps) {
  const { t } = useTranslation('parks');
  const { portal } = useSession();
  const isPhone = useIsPhone();
  const isOpen = detail.may_decide && detail.batch.status === 'ready';
  return (
    <Drawer
      title={line.name || t('line.nameless', { number: line.number })}
      open
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      width={480}
      height="88%"
    >
      <StatusTag tone={LINE_TONES[line.status]} label={t(`line_status.${line.status}`)} />
      {line.fault && line.status === 'refused' && <p>{t(`fault.${line.fault}`)}</p>}
      {line.note && <p>{line.note}</p>}
      <Facts facts={useFacts(line)} />
      <Missed line={line} />
      {line.application_id && (
        <p>
          <Link to={`/${portal}/applications/${line.application_id}`}>{t('line.application')}</Link>
        </p>
      )}
      {isOpen && APPROVABLE.includes(line.status) && (
        <TakeOut detail={detail} line={line} onDone={onClose} />
      )}
      {isOpen && line.status === 'excepted' && (
        <PutBack detail={detail} line={line} onDone={onClose} />
      )}
    </Drawer>
  );
}

function useFacts(line: ParkLineBody): Fact[] {
  const { t } = useTranslation('parks');
  const { amount, score, grade } = line;
  const facts: Fact[] = [
    { label: t('column.line'), value: line.number },
    { label: t('column.uscc'), value: line.uscc },
  ];
  if (amount) facts.push({ label: t('column.amount'), value: <MoneyText value={amount} /> });
  if (line.term_months)
    facts.push({ label: t('column.term'), value: t('months', { count: line.term_months }) });
  if (score !== null) facts.push({ label: t('line.score'), value: `${score} · ${grade}` });
  return facts;
}

function Missed({ line }: { line: ParkLineBody }) {
  const { t } = useTranslation(['parks', 'matching', 'catalog', 'origination']);
  const figure = useFigureText();
  if (line.missed.length === 0) return null;
  return (
    <>
      <h3>{t('line.missed')}</h3>
      <ul>
        {line.missed.map(({ fact, unit, op, needed, actual }) => {
          const wanted = `${t(`catalog:op.${op}`)}${figure(unit, needed)}`;
          return (
            <li key={fact}>
              <strong>{t([`catalog:fact.${fact}`, `matching:fact.${fact}`])}</strong>{' '}
              {actual === null
                ? t('origination:missed.unknown', { wanted })
                : t('origination:missed.known', { wanted, actual: figure(unit, actual) })}
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface StepProps {
  detail: ParkBatchDetailBody;
  line: ParkLineBody;
  onDone: () => void;
}

function TakeOut({ detail, line, onDone }: StepProps) {
  const { t } = useTranslation('parks');
  const done = {
    onDone: () => {
      onDone();
      toast(t('line.taken_out'));
    },
  };
  const takeOut = useAction(takeOutParkLineMutation(), done);
  const path = { batch_id: detail.batch.id, line_id: line.id };
  return (
    <Form<{ reason: string }>
      layout="vertical"
      disabled={takeOut.isPending}
      onFinish={(body) => takeOut.mutate({ path, body })}
    >
      <ErrorNote error={takeOut.error} />
      <Form.Item
        name="reason"
        label={t('line.why_out')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('decide.note_missing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <Button htmlType="submit" danger loading={takeOut.isPending}>
        {t('line.take_out')}
      </Button>
    </Form>
  );
}

function PutBack({ detail, line, onDone }: StepProps) {
  const { t } = useTranslation('parks');
  const putBack = useAction(putBackParkLineMutation(), { onDone });
  const path = { batch_id: detail.batch.id, line_id: line.id };
  return (
    <>
      <ErrorNote error={putBack.error} />
      <Button loading={putBack.isPending} onClick={() => putBack.mutate({ path })}>
        {t('line.put_back')}
      </Button>
    </>
  );
}
