import { Button, DatePicker, Form, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import type {
  TemplateTextBody,
  TemplateVersionBody,
  TemplateWishBody,
} from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { ArticleFields } from './ArticleFields';
import { PairFields } from './PairFields';
import './templates.css';
import { useWords } from './templateWords';

interface EditorForm {
  text: TemplateWishBody['text'];
  note: string;
  valid_from: Dayjs;
  valid_until?: Dayjs | null;
}

interface TemplateEditorProps {
  text: TemplateTextBody;
  /** Of a draft that is changed; a new one has neither note nor day yet. */
  about?: TemplateVersionBody;
  onSave: (wish: TemplateWishBody) => void;
  busy: boolean;
  error: unknown;
}

/** The text as a form: every sentence in both languages; parties and annexes stay as they are. */
export function TemplateEditor({ text, about, onSave, busy, error }: TemplateEditorProps) {
  const { t } = useTranslation('contracts');
  const words = useWords();
  const needed = [{ required: true, message: t('editor.needed') }];
  const save = ({ valid_from, valid_until, ...form }: EditorForm) =>
    onSave({
      ...form,
      text: { ...text, ...form.text },
      valid_from: valid_from.format('YYYY-MM-DD'),
      valid_until: valid_until?.format('YYYY-MM-DD') ?? null,
    });
  return (
    <>
      <PageHead title={t('editor.title', { name: words(text.title) })} />
      <p className="muted">{t('editor.hint')}</p>
      <Form<EditorForm>
        layout="vertical"
        disabled={busy}
        onFinish={save}
        scrollToFirstError
        initialValues={{
          text,
          note: about?.note,
          valid_from: dayjs(about?.valid_from),
          valid_until: about?.valid_until ? dayjs(about.valid_until) : null,
        }}
      >
        <section className="card editor-part">
          <PairFields name={['text', 'title']} label={t('editor.text_title')} />
          <PairFields name={['text', 'preamble']} label={t('editor.preamble')} />
        </section>
        <ArticleFields />
        <section className="card editor-part">
          <Form.Item name="note" label={t('editor.note')} rules={needed}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
          <div className="editor-days">
            <Form.Item name="valid_from" label={t('editor.valid_from')} rules={needed}>
              <DatePicker allowClear={false} />
            </Form.Item>
            <Form.Item name="valid_until" label={t('editor.valid_until')}>
              <DatePicker />
            </Form.Item>
          </div>
          <ErrorNote error={error} />
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('editor.save')}
          </Button>
        </section>
      </Form>
    </>
  );
}
