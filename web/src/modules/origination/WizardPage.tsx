import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  getApplicationOptions,
  getPublicProductOptions,
} from '@/api/generated/@tanstack/react-query.gen';
import type { DossierBody, ProductBody } from '@/api/generated/types.gen';
import { isProblem } from '@/api/problems';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { ErrorNote } from '@/shared/ErrorNote';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { useFilters } from '@/shared/list/useFilters';
import { useIsPhone } from '@/shared/useMedia';
import { usePathParam } from '@/shared/usePathParam';
import { CollateralStep } from './CollateralStep';
import { DocumentStep } from './DocumentStep';
import type { SaveState } from './draftSaver';
import { SummaryStep } from './SummaryStep';
import { useDraft } from './useDraft';
import { WishStep } from './WishStep';
import { EDITABLE, useProductName } from './words';
import './origination.css';

type Step = 'wish' | 'collateral' | 'documents' | 'summary';

/** The steps of a product: security only where it asks for some. */
function stepsOf({ wanted_collateral }: DossierBody): readonly Step[] {
  return wanted_collateral.length === 0
    ? ['wish', 'documents', 'summary']
    : ['wish', 'collateral', 'documents', 'summary'];
}

/** A few steps, saved while typing: close the page and come back any time. */
export default function WizardPage() {
  const applicationId = usePathParam('applicationId');
  const path = { application_id: applicationId };
  const dossier = useQuery(getApplicationOptions({ path }));
  return (
    <QueryGate query={dossier}>
      {(data) => <WithProduct key={data.application.id} dossier={data} />}
    </QueryGate>
  );
}

function WithProduct({ dossier }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const { application } = dossier;
  const path = { product_id: application.product.id };
  const product = useQuery(getPublicProductOptions({ path }));
  if (!EDITABLE.includes(application.stage))
    return (
      <EmptyState
        title={t('wizard.handed_in')}
        action={
          <ButtonLink primary to={`/enterprise/applications/${application.id}`}>
            {t('wizard.see')}
          </ButtonLink>
        }
      />
    );
  return (
    <QueryGate query={product}>{(data) => <Wizard dossier={dossier} product={data} />}</QueryGate>
  );
}

function Wizard({ dossier, product }: { dossier: DossierBody; product: ProductBody }) {
  const { t } = useTranslation('origination');
  const isPhone = useIsPhone();
  const productName = useProductName();
  const [{ step: wished }, goTo] = useFilters();
  const draft = useDraft(dossier.application);
  const steps = stepsOf(dossier);
  const step: Step = steps.find((one) => one === wished) ?? 'wish';
  const place = steps.indexOf(step);
  const move = (by: number): void => goTo({ step: steps[place + by] });
  return (
    <div className="wizard">
      <PageHead
        title={t('wizard.head', { product: productName(dossier.application.product) })}
        tags={<Saved state={draft.state} />}
      />
      <WhyReturned dossier={dossier} />
      <Steps
        className="wizard-steps"
        size="small"
        direction="horizontal"
        responsive={false}
        labelPlacement={isPhone ? 'vertical' : 'horizontal'}
        current={place}
        onChange={(next) => goTo({ step: steps[next] })}
        items={steps.map((one) => ({ title: t(`wizard.${one}`) }))}
      />
      {draft.state.kind === 'failed' && <SaveFailed error={draft.state.error} />}
      {step === 'wish' && <WishStep draft={draft} product={product} />}
      {step === 'collateral' && <CollateralStep dossier={dossier} />}
      {step === 'documents' && <DocumentStep dossier={dossier} />}
      {step === 'summary' && <SummaryStep dossier={dossier} product={product} draft={draft} />}
      <div className="wizard-ways">
        {place > 0 && <Button onClick={() => move(-1)}>{t('wizard.back')}</Button>}
        {place < steps.length - 1 && (
          <Button type="primary" size="large" onClick={() => move(1)}>
            {t('wizard.next')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Saved({ state }: { state: SaveState }) {
  const { t } = useTranslation('origination');
  return (
    <span className="muted small" role="status">
      {t(`saved.${state.kind}`)}
    </span>
  );
}

function SaveFailed({ error }: { error: unknown }) {
  const { t } = useTranslation('origination');
  return (
    <>
      <ErrorNote error={error} />
      {isProblem(error, 'origination.stale_version') && (
        <Button onClick={() => window.location.reload()}>{t('wizard.reload')}</Button>
      )}
    </>
  );
}

/** What the lender asked for stands above everything else. */
function WhyReturned({ dossier: { application, steps } }: { dossier: DossierBody }) {
  const { t } = useTranslation('origination');
  const last = steps.findLast(({ what }) => what === 'return');
  if (application.stage !== 'returned' || last === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="error-note"
      message={t('wizard.returned')}
      description={last.note}
    />
  );
}
