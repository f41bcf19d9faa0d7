import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  matchProductsOptions,
  submitApplicationMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, ProductBody, Purpose } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useSession } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { ErrorNote } from '@/shared/ErrorNote';
import { Facts, type Fact } from '@/shared/Facts';
import { useRepricingFacts } from '@/shared/floatingFacts';
import { useLeaseTermFacts } from '@/shared/leaseFacts';
import { MoneyText } from '@/shared/MoneyText';
import { toast } from '@/shared/toast';
import type { Draft } from './draftSaver';
import type { DraftEditing } from './useDraft';
import { percent, useWord } from './words';

interface SummaryStepProps {
  dossier: DossierBody;
  product: ProductBody;
  draft: DraftEditing;
}

/** Everything once more, what it will cost, and the button. */
export function SummaryStep({ dossier, product, draft }: SummaryStepProps) {
  const { t } = useTranslation('origination');
  const word = useWord();
  const navigate = useNavigate();
  const [unsaved, setUnsaved] = useState<unknown>();
  const { values } = draft;
  const { application, missing } = dossier;
  const path = { application_id: application.id };
  const submit = useAction(submitApplicationMutation(), {
    onDone: () => {
      toast(t('summary.submitted'));
      void navigate({ to: `/enterprise/applications/${application.id}` });
    },
  });
  const send = async (): Promise<void> => {
    setUnsaved(undefined);
    try {
      const version = await draft.flush();
      submit.mutate({ path, body: { version } });
    } catch (error) {
      setUnsaved(error);
    }
  };
  const facts: Fact[] = [
    { label: t('column.amount'), value: <MoneyText value={values.amount} strong /> },
    {
      label: t('column.term'),
      value: values.term_months && t('months', { count: values.term_months }),
    },
    { label: t('wish.purpose'), value: values.purpose && word('purpose', values.purpose) },
    { label: t('documents'), value: t('documents.count', { count: dossier.documents.length }) },
  ];
  return (
    <section className="card">
      <Facts facts={facts} />
      <Cost values={values} product={product} />
      {missing.length > 0 && <Missing missing={missing} />}
      <ErrorNote error={unsaved ?? submit.error} />
      <Button
        type="primary"
        size="large"
        block
        disabled={missing.length > 0}
        loading={submit.isPending}
        onClick={() => void send()}
      >
        {t('summary.submit')}
      </Button>
      <p className="muted small">{t('summary.after')}</p>
    </section>
  );
}

/** What the wish would cost this company today; nothing is promised by it. */
function Cost({ values, product }: { values: Draft; product: ProductBody }) {
  const { t } = useTranslation('origination');
  const { organisation } = useSession();
  const { amount, term_months, purpose } = values;
  const lease = useLeaseTermFacts(product.lease);
  const repricing = useRepricingFacts(product.repricing);
  const offers = useQuery({
    ...matchProductsOptions({
      path: { enterprise_id: organisation.id },
      query: {
        amount: amount?.amount ?? '0',
        term_months: term_months ?? product.min_term_months,
        purpose: purpose as Purpose | null,
      },
    }),
    enabled: amount !== null && term_months !== null,
  });
  const offer = offers.data?.eligible.find(({ product_id }) => product_id === product.id);
  if (offers.data === undefined) return null;
  if (offer === undefined)
    return (
      <Alert
        type="warning"
        showIcon
        className="error-note"
        message={t('summary.may_not_fit')}
        description={
          <>
            <p>{t('summary.may_not_fit_hint')}</p>
            <ButtonLink to="/enterprise/offers">{t('summary.what_fits')}</ButtonLink>
          </>
        }
      />
    );
  return (
    <>
      <h2>{t('summary.cost')}</h2>
      <Facts
        facts={[
          { label: t('terms.rate'), value: percent(offer.yearly_rate) },
          ...repricing,
          { label: t('summary.monthly'), value: <MoneyText value={offer.monthly_cost} /> },
          { label: t('terms.fee'), value: <MoneyText value={offer.fee} /> },
          ...lease,
          { label: t('summary.total'), value: <MoneyText value={offer.total_cost} /> },
          { label: t('start.days'), value: t('days', { count: offer.days_to_money }) },
        ]}
      />
      <p className="muted small">{t('summary.no_promise')}</p>
    </>
  );
}

function Missing({ missing }: { missing: readonly string[] }) {
  const { t } = useTranslation(['origination', 'catalog']);
  const word = useWord();
  const labelOf = (what: string): string => {
    const [group = '', code] = what.split(':');
    return code === undefined ? word('missing', group) : word(group, code);
  };
  return (
    <Alert
      type="info"
      showIcon
      className="error-note"
      message={t('summary.missing')}
      description={
        <>
          {missing.map(labelOf).join(t('catalog:comma'))}
          {missing.includes('figures') && (
            <p>
              <ButtonLink to="/enterprise/profile">{t('summary.figures')}</ButtonLink>
            </p>
          )}
        </>
      }
    />
  );
}
