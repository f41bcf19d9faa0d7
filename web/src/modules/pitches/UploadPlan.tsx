import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Progress } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { DropField } from '@/shared/upload/DropField';
import { sendFile } from '@/shared/upload/sendFile';

const ACCEPT = ['.pdf', '.docx', '.pptx'] as const;
const AMOUNT = /^\d{1,12}(\.\d{1,2})?$/;

type State = { kind: 'idle'; error?: unknown } | { kind: 'sending'; name: string; percent: number };

/** A plan from the disk, with the amount it is to be compared with; then its page. */
export function UploadPlan() {
  const { t } = useTranslation('pitches');
  const navigate = useNavigate();
  const [asked, setAsked] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const abort = useRef<AbortController>(undefined);
  const isWrong = asked !== '' && !AMOUNT.test(asked);

  const send = async (file: File): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    setState({ kind: 'sending', name: file.name, percent: 0 });
    const query = new URLSearchParams({ name: file.name, ...(asked !== '' && { asked }) });
    try {
      const plan = await sendFile<PlanBody>(
        `/api/v1/pitches/${crypto.randomUUID()}?${query}`,
        file,
        {
          signal: controller.signal,
          onProgress: (percent) => setState({ kind: 'sending', name: file.name, percent }),
        },
      );
      await navigate({ to: `/enterprise/business-plans/${plan.line.id}` });
    } catch (error) {
      setState(controller.signal.aborted ? { kind: 'idle' } : { kind: 'idle', error });
    }
  };

  if (state.kind === 'sending')
    return (
      <div className="drop-field sending">
        <span className="state-title">{state.name}</span>
        <Progress percent={state.percent} aria-label={t('upload.progress', { name: state.name })} />
        <Button onClick={() => abort.current?.abort()}>{t('upload.cancel')}</Button>
      </div>
    );
  return (
    <Form layout="vertical">
      <Form.Item
        label={t('upload.asked')}
        htmlFor="plan-asked"
        extra={t('upload.asked_hint')}
        validateStatus={isWrong ? 'error' : undefined}
        help={isWrong ? t('upload.bad_amount') : undefined}
      >
        <Input
          id="plan-asked"
          inputMode="decimal"
          value={asked}
          onChange={({ target }) => setAsked(target.value.trim())}
        />
      </Form.Item>
      {state.error !== undefined && <ErrorNote error={state.error} />}
      {!isWrong && (
        <DropField accept={ACCEPT} hint={t('upload.hint')} onFile={(file) => void send(file)} />
      )}
    </Form>
  );
}
