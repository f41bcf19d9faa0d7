import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface EditorRowsProps {
  name: string;
  addLabel: string;
  /** `editor-price` for two short fields, `editor-step` for two of one width. */
  className: 'editor-price' | 'editor-step';
  children: (row: number) => ReactNode;
}

/** Rows of a list, each with its fields and a way to take it out; one more at the end. */
export function EditorRows({ name, addLabel, className, children }: EditorRowsProps) {
  const { t } = useTranslation('catalog');
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name: row }) => (
            <div key={key} className={className}>
              {children(row)}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('editor.remove')}
                onClick={() => remove(row)}
              />
            </div>
          ))}
          <Button className="editor-add" icon={<PlusOutlined />} onClick={() => add()}>
            {addLabel}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** `Form.Item` hands value and change down. */
export function Percent({ label, ...held }: { label: string }) {
  return <Input {...held} aria-label={label} placeholder={label} inputMode="decimal" suffix="%" />;
}

export function useNeeded() {
  const { t } = useTranslation('common');
  return [{ required: true, message: t('required') }];
}
