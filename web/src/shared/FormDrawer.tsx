import { Button, Drawer, Form, type FormInstance } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from './ErrorNote';
import { useFieldFaults } from './useFieldFaults';
import { useIsPhone } from './useMedia';

interface FormDrawerProps<Values> {
  title: string;
  open: boolean;
  onClose: () => void;
  onSubmit: (values: Values) => void;
  /** From the action: `isPending` and `error`. */
  busy: boolean;
  error: unknown;
  submitLabel?: string;
  initialValues?: Partial<Values>;
  /** Only if the page must reach into the fields. */
  form?: FormInstance<Values>;
  children: ReactNode;
}

/** A form beside the page it changes; from below on a phone. The fields are antd Form.Items. */
export function FormDrawer<Values extends object>({
  title,
  open,
  onClose,
  onSubmit,
  busy,
  error,
  submitLabel,
  initialValues,
  form: given,
  children,
}: FormDrawerProps<Values>) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const id = useId();
  const [own] = Form.useForm<Values>();
  const form = given ?? own;
  useFieldFaults(form, error);
  return (
    <Drawer
      title={title}
      open={open}
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      width={480}
      height="88%"
      destroyOnHidden
      maskClosable={!busy}
      footer={
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" form={id} loading={busy}>
            {submitLabel ?? t('save')}
          </Button>
        </div>
      }
    >
      <ErrorNote error={error} />
      <Form<Values>
        id={id}
        form={form}
        layout="vertical"
        disabled={busy}
        initialValues={initialValues}
        onFinish={onSubmit}
      >
        {children}
      </Form>
    </Drawer>
  );
}
