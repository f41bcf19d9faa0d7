import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  askPrecedentWaiverMutation,
  meetPrecedentMutation,
  waivePrecedentMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, PrecedentBody, PrecedentState } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { FormDrawer } from '@/shared/FormDrawer';
import { StatusTag, type Tone } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { DocumentRow } from './DocumentRow';
import { DocumentUpload } from './DocumentUpload';

const TONES: Record<PrecedentState, Tone> = {
  open: 'waiting',
  met: 'good',
  waiver_asked: 'warning',
  waived: 'neutral',
};
/** As the API calls papers that a condition of the payout asks for. */
const PAPER = 'precedent';

/** What has to be there before the money is paid out: who, by which paper, when. */
export function Precedents({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { portal } = useSession();
  const mayMeet = useMay('origination:investigate');
  const { application, precedents, documents } = dossier;
  if (precedents.length === 0) return null;
  const isOpen = application.stage === 'contract' || application.stage === 'payout';
  const waits = precedents.some(({ state }) => state === 'open' || state === 'waiver_asked');
  return (
    <>
      <h2>{t('precedents')}</h2>
      {isOpen && waits && <p className="muted">{t('precedents.hint')}</p>}
      <ul className="precedents">
        {precedents.map((precedent) => (
          <li key={precedent.id}>
            <Precedent dossier={dossier} precedent={precedent} isOpen={isOpen} />
          </li>
        ))}
      </ul>
      {(portal === 'enterprise' || mayMeet) && isOpen && waits && (
        <>
          {documents
            .filter(({ kind }) => kind === PAPER)
            .map((document) => (
              <DocumentRow key={document.id} applicationId={application.id} document={document} />
            ))}
          <DocumentUpload applicationId={application.id} kind={PAPER} />
        </>
      )}
    </>
  );
}

interface PrecedentProps {
  dossier: DossierBody;
  precedent: PrecedentBody;
  isOpen: boolean;
}

function Precedent({ dossier, precedent, isOpen }: PrecedentProps) {
  const { t } = useTranslation('origination');
  const { documents, application } = dossier;
  const { kind, what } = precedent;
  const isLetter = kind === 'guarantee_letter';
  const paper = documents.find(({ id }) => id === precedent.document_id);
  const isSettled = precedent.state === 'met' || precedent.state === 'waived';
  return (
    <>
      <div className="precedent-head">
        <strong>{isLetter ? t('precedent.guarantee_letter', { what }) : what}</strong>
        <StatusTag tone={TONES[precedent.state]} label={t(`precedent.state.${precedent.state}`)} />
      </div>
      {precedent.acted_at && (
        <p className="muted small">
          <DateText value={precedent.waived_at ?? precedent.acted_at} />
          {precedent.note && ` · ${precedent.note}`}
        </p>
      )}
      {isLetter && isOpen && !isSettled && (
        <p className="muted small">{t('precedent.guarantee_letter_hint')}</p>
      )}
      {paper && <DocumentRow applicationId={application.id} document={paper} />}
      {isOpen && !isSettled && <Steps dossier={dossier} precedent={precedent} />}
    </>
  );
}

function Steps({ dossier, precedent }: Omit<PrecedentProps, 'isOpen'>) {
  const { t } = useTranslation('origination');
  const { user_id } = useSession();
  const mayMeet = useMay('origination:investigate');
  const mayWaive = useMay('origination:approve');
  const [open, setOpen] = useState<'meet' | 'waive'>();
  const path = { application_id: dossier.application.id, precedent_id: precedent.id };
  const agree = useAction(waivePrecedentMutation(), {
    onDone: () => toast(t('precedent.waived')),
  });
  const isAsked = precedent.state === 'waiver_asked';
  const isOwn = precedent.acted_by === user_id;
  const close = (): void => setOpen(undefined);
  return (
    <div className="row-actions">
      {mayMeet && (
        <Button size="small" onClick={() => setOpen('meet')}>
          {t('precedent.meet')}
        </Button>
      )}
      {mayMeet && !isAsked && (
        <Button size="small" onClick={() => setOpen('waive')}>
          {t('precedent.ask_waiver')}
        </Button>
      )}
      {mayWaive && isAsked && !isOwn && (
        <Button
          size="small"
          type="primary"
          loading={agree.isPending}
          onClick={() => agree.mutate({ path })}
        >
          {t('precedent.waive')}
        </Button>
      )}
      {isAsked && isOwn && <span className="muted small">{t('precedent.own')}</span>}
      <ErrorNote error={agree.error} />
      {open === 'meet' && (
        <MeetDrawer
          dossier={dossier}
          path={path}
          needsPaper={precedent.kind === 'guarantee_letter'}
          onClose={close}
        />
      )}
      {open === 'waive' && <WaiverDrawer path={path} onClose={close} />}
    </div>
  );
}

interface DrawerProps {
  path: { application_id: string; precedent_id: string };
  onClose: () => void;
}

interface MeetDrawerProps extends DrawerProps {
  dossier: DossierBody;
  needsPaper: boolean;
}

function MeetDrawer({ dossier, path, needsPaper, onClose }: MeetDrawerProps) {
  const { t } = useTranslation(['origination', 'common']);
  const meet = useAction(meetPrecedentMutation(), {
    onDone: () => {
      onClose();
      toast(t('precedent.met'));
    },
  });
  return (
    <FormDrawer<{ note: string; document_id?: string }>
      title={t('precedent.meet')}
      open
      onClose={onClose}
      onSubmit={({ note, document_id }) =>
        meet.mutate({ path, body: { note, document_id: document_id ?? null } })
      }
      busy={meet.isPending}
      error={meet.error}
    >
      <Form.Item
        name="note"
        label={t('precedent.how')}
        rules={[{ required: true, whitespace: true, message: t('common:required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <Form.Item
        name="document_id"
        label={t('precedent.paper')}
        rules={[{ required: needsPaper, message: t('precedent.paper_needed') }]}
      >
        <Select
          allowClear
          options={dossier.documents.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

function WaiverDrawer({ path, onClose }: DrawerProps) {
  const { t } = useTranslation(['origination', 'common']);
  const ask = useAction(askPrecedentWaiverMutation(), {
    onDone: () => {
      onClose();
      toast(t('precedent.waiver_asked'));
    },
  });
  return (
    <FormDrawer<{ reason: string }>
      title={t('precedent.ask_waiver')}
      open
      onClose={onClose}
      onSubmit={(body) => ask.mutate({ path, body })}
      busy={ask.isPending}
      error={ask.error}
      submitLabel={t('precedent.ask_waiver')}
    >
      <p>{t('precedent.waiver_hint')}</p>
      <Form.Item
        name="reason"
        label={t('precedent.reason')}
        rules={[{ required: true, whitespace: true, message: t('common:required') }]}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDrawer>
  );
}
