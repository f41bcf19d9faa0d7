import { Button, DatePicker, Form, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordVisitMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { VisitBody, WorkbenchBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';
import { Photos } from './Photos';

const KINDS = ['site', 'interview', 'call'] as const;
const WHOM = ['representative', 'finance', 'staff', 'customer', 'supplier', 'other'] as const;

/** Visits and interviews with their pictures; what was recorded stays as it was. */
export function VisitsTab({ bench }: { bench: WorkbenchBody }) {
  const { t } = useTranslation('diligence');
  const mayWork = useMay('diligence:work') && bench.is_open;
  const [open, setOpen] = useState(false);
  const record = mayWork && (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t('visit.record')}
    </Button>
  );
  return (
    <>
      {bench.visits.length === 0 ? (
        <EmptyState title={t('visit.empty')} hint={t('visit.empty_hint')} action={record} />
      ) : (
        <>
          {record}
          {bench.visits.map((visit) => (
            <Visit key={visit.id} bench={bench} visit={visit} mayWork={mayWork} />
          ))}
        </>
      )}
      {open && <VisitDrawer bench={bench} onClose={() => setOpen(false)} />}
    </>
  );
}

interface VisitProps {
  bench: WorkbenchBody;
  visit: VisitBody;
  mayWork: boolean;
}

function Visit({ bench, visit, mayWork }: VisitProps) {
  const { t } = useTranslation('diligence');
  return (
    <section className="visit">
      <h3>
        {t(`visit_kind.${visit.kind}`)} · {visit.place}
      </h3>
      <p className="muted small">
        <DateText value={visit.held_at} />
        {visit.spoken_with && ` · ${t(`spoken.${visit.spoken_with}`)}`}
        {visit.recorded_by_name && ` · ${visit.recorded_by_name}`}
      </p>
      <p className="told">{visit.findings}</p>
      <Photos applicationId={bench.application_id} visit={visit} mayWork={mayWork} />
    </section>
  );
}

interface VisitValues {
  kind: (typeof KINDS)[number];
  spoken_with?: (typeof WHOM)[number];
  held_at: dayjs.Dayjs;
  place: string;
  findings: string;
}

function VisitDrawer({ bench, onClose }: { bench: WorkbenchBody; onClose: () => void }) {
  const { t } = useTranslation('diligence');
  const [visitId] = useState(() => crypto.randomUUID());
  const record = useAction(recordVisitMutation(), {
    onDone: () => {
      onClose();
      toast(t('visit.recorded'));
    },
  });
  const needed = [{ required: true, message: t('needed') }];
  return (
    <FormDrawer<VisitValues>
      title={t('visit.record')}
      open
      onClose={onClose}
      initialValues={{ kind: 'site', held_at: dayjs() }}
      onSubmit={({ held_at, spoken_with, ...rest }) =>
        record.mutate({
          path: { application_id: bench.application_id, visit_id: visitId },
          body: { ...rest, spoken_with: spoken_with ?? null, held_at: held_at.toISOString() },
        })
      }
      busy={record.isPending}
      error={record.error}
    >
      <p className="muted">{t('visit.stays')}</p>
      <Form.Item name="kind" label={t('visit.kind')} rules={needed}>
        <Select options={KINDS.map((value) => ({ value, label: t(`visit_kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="spoken_with" label={t('visit.spoken_with')}>
        <Select
          allowClear
          options={WHOM.map((value) => ({ value, label: t(`spoken.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="held_at" label={t('visit.held_at')} rules={needed}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
      </Form.Item>
      <Form.Item name="place" label={t('visit.place')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="findings" label={t('visit.findings')} rules={needed}>
        <Input.TextArea autoSize={{ minRows: 5 }} maxLength={2000} showCount />
      </Form.Item>
    </FormDrawer>
  );
}
