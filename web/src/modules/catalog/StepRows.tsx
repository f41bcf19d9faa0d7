import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Longer terms cost more: for more than so many months, so much. */
export function TenorRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <Rows name="tenor_steps" addLabel={t('editor.add_tenor')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'over_months']} rules={needed}>
            <InputNumber
              aria-label={t('tenor.over')}
              placeholder={t('tenor.over')}
              min={1}
              max={360}
              precision={0}
              suffix={t('months')}
              className="editor-number"
            />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('tenor.more')} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

/** Verified saving of carbon earns a discount. */
export function GreenRows() {
  const { t } = useTranslation('catalog');
  const needed = useNeeded();
  return (
    <Rows name="green_steps" addLabel={t('editor.add_green')}>
      {(row) => (
        <>
          <Form.Item name={[row, 'saving']} rules={needed}>
            <Percent label={t('green.saving')} />
          </Form.Item>
          <Form.Item name={[row, 'percent']} rules={needed}>
            <Percent label={t('green.less')} />
          </Form.Item>
        </>
      )}
    </Rows>
  );
}

/** `Form.Item` hands value and change down. */
function Percent({ label, ...held }: { label: string }) {
  return <Input {...held} aria-label={label} placeholder={label} inputMode="decimal" suffix="%" />;
}

function useNeeded() {
  const { t } = useTranslation('common');
  return [{ required: true, message: t('required') }];
}

interface RowsProps {
  name: string;
  addLabel: string;
  children: (row: number) => ReactNode;
}

function Rows({ name, addLabel, children }: RowsProps) {
  const { t } = useTranslation('catalog');
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name: row }) => (
            <div key={key} className="editor-step">
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
