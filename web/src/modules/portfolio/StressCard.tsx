import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { tryStressMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { Dimension, RiskPortfolioBody } from '@/api/generated/types.gen';
import { ErrorNote } from '@/shared/ErrorNote';
import { toPercent } from '@/shared/rates';
import { StressResult } from './StressResult';
import { usePartWords } from './words';

interface FactorForm {
  part?: string;
  rise?: string;
}

interface StressForm {
  rise: string;
  loss_rise: string;
  factors?: FactorForm[];
}

const BY_PART = ['industry', 'region', 'grade'] as const satisfies Dimension[];
const share = (percent: string): string => String(Number((Number(percent) / 100).toFixed(4)));
const isRise = (_: unknown, text: string): Promise<void> => {
  const rise = Number(text);
  return text !== '' && rise >= -100 && rise <= 1000
    ? Promise.resolve()
    : Promise.reject(new Error());
};

/** What the book would cost if more of it defaulted, in all or in parts. */
export function StressCard({ book }: { book: RiskPortfolioBody }) {
  const { t } = useTranslation('portfolio');
  const words = usePartWords();
  const estimate = useMutation(tryStressMutation());
  const parts = BY_PART.map((dimension) => ({
    label: t(`dimension.${dimension}`),
    options: (book.cuts.find((cut) => cut.dimension === dimension)?.parts ?? []).map(
      ({ code }) => ({
        value: `${dimension}:${code}`,
        label: words(dimension, code),
      }),
    ),
  }));
  const submit = ({ rise, loss_rise, factors = [] }: StressForm): void =>
    estimate.mutate({
      body: {
        rise: share(rise),
        loss_rise: share(loss_rise),
        factors: factors.flatMap(({ part = '', rise: own = '' }) => {
          const dimension = BY_PART.find((each) => part.startsWith(`${each}:`));
          if (dimension === undefined) return [];
          return [{ dimension, code: part.slice(dimension.length + 1), rise: share(own) }];
        }),
      },
    });
  const rule = { validator: isRise, message: t('stress.bad_number') };
  return (
    <section className="card">
      <h2>{t('stress')}</h2>
      <p className="muted small">{t('stress_hint')}</p>
      <Form<StressForm>
        layout="vertical"
        onFinish={submit}
        initialValues={{ rise: toPercent(book.assumptions.stress_rise), loss_rise: '0' }}
      >
        <div className="stress-fields">
          <Form.Item name="rise" label={t('stress.rise')} rules={[rule]}>
            <Input inputMode="decimal" suffix="%" />
          </Form.Item>
          <Form.Item name="loss_rise" label={t('stress.loss_rise')} rules={[rule]}>
            <Input inputMode="decimal" suffix="%" />
          </Form.Item>
        </div>
        <Form.List name="factors">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="stress-fields">
                  <Form.Item
                    name={[name, 'part']}
                    label={t('stress.factors')}
                    rules={[{ required: true }]}
                  >
                    <Select options={parts} />
                  </Form.Item>
                  <Form.Item name={[name, 'rise']} label={t('stress.rise')} rules={[rule]}>
                    <Input inputMode="decimal" suffix="%" />
                  </Form.Item>
                  <Button onClick={() => remove(name)}>{t('stress.remove')}</Button>
                </div>
              ))}
              <p>
                <Button onClick={() => add({ rise: '50' })}>{t('stress.add')}</Button>
              </p>
            </>
          )}
        </Form.List>
        <Button type="primary" htmlType="submit" loading={estimate.isPending}>
          {t('stress.go')}
        </Button>
      </Form>
      <ErrorNote error={estimate.error} />
      {estimate.data && <StressResult result={estimate.data} />}
    </section>
  );
}
