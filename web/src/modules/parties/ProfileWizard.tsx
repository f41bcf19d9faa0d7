import { Button, Form, Steps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from '@tanstack/react-router';
import {
  registerEnterpriseMutation,
  stateFiguresMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { toast } from '@/shared/toast';
import { useIsPhone } from '@/shared/useMedia';
import { draftIn } from './draft';
import { FiguresOfYear, LicenceFields, SizeFields } from './fields';
import {
  figuresOf,
  hasFigures,
  profileOf,
  type FiguresFields,
  type ProfileFields,
} from './profileForm';
import { normaliseUscc } from './uscc';
import { UsccField } from './UsccField';

type Fields = ProfileFields & FiguresFields;

const STEPS = ['licence', 'size', 'figures'] as const;
/** The year whose books are closed. */
const LAST_YEAR = new Date().getFullYear() - 1;

interface ProfileWizardProps {
  organisationId: string;
  name: string;
}

/** Three short steps; what is typed stays in this browser until it is sent. */
export function ProfileWizard({ organisationId, name }: ProfileWizardProps) {
  const { t } = useTranslation('parties');
  const isPhone = useIsPhone();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [place, setPlace] = useState(0);
  const [draft] = useState(() => draftIn<Fields>(`profile.${organisationId}`));
  const figures = useAction(stateFiguresMutation());
  const register = useAction(registerEnterpriseMutation());
  const isLast = place === STEPS.length - 1;

  const send = async (): Promise<void> => {
    const fields = form.getFieldsValue(true) as Fields;
    const body = { ...profileOf(fields), uscc: normaliseUscc(fields.uscc ?? '') };
    await register.mutateAsync({ body });
    if (hasFigures(fields)) {
      const path = { enterprise_id: organisationId, year: LAST_YEAR };
      await figures.mutateAsync({ path, body: figuresOf(fields) });
    }
    draft.forget();
    toast(t('wizard.done'));
    await navigate({ to: '/enterprise/invoices' });
  };
  // The form has checked the fields of this step; a refused request is shown above it.
  const next = (): void => {
    if (isLast) void send().catch(() => undefined);
    else setPlace(place + 1);
  };

  return (
    <div className="parties-narrow">
      <PageHead title={t('wizard.title')} />
      <p className="muted">{t('wizard.lead')}</p>
      <Steps
        className="parties-steps"
        size="small"
        responsive={false}
        labelPlacement={isPhone ? 'vertical' : 'horizontal'}
        current={place}
        items={STEPS.map((step) => ({ title: t(`wizard.${step}`) }))}
      />
      <ErrorNote error={register.error ?? figures.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        className="card"
        initialValues={{ name, ...draft.read() }}
        onValuesChange={() => draft.keep(form.getFieldsValue(true) as Fields)}
        onFinish={next}
        scrollToFirstError
      >
        {place === 0 && (
          <>
            <UsccField />
            <LicenceFields />
          </>
        )}
        {place === 1 && <SizeFields />}
        {isLast && (
          <>
            <p className="muted">{t('wizard.figures_lead', { year: LAST_YEAR })}</p>
            <FiguresOfYear optional />
          </>
        )}
        <div className="parties-ways">
          {place > 0 && <Button onClick={() => setPlace(place - 1)}>{t('wizard.back')}</Button>}
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            loading={register.isPending || figures.isPending}
          >
            {isLast ? t('wizard.send') : t('wizard.next')}
          </Button>
        </div>
      </Form>
      <p className="muted small" role="status">
        {t('wizard.kept')}
      </p>
    </div>
  );
}
