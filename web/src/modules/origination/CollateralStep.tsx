import { CheckCircleOutlined, ExclamationCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeCollateralMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { CollateralItemBody, CollateralKind, DossierBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ErrorNote } from '@/shared/ErrorNote';
import { formatExact } from '@/shared/money';
import { toMinor } from '@/shared/money';
import { CollateralDrawer } from './CollateralDrawer';
import { CollateralItem } from './CollateralItem';
import { lendingValueOf } from './collateral';
import { useCollateralWords } from './collateralWords';

/** What the product asks for as security, each with its record, checked as it is kept. */
export function CollateralStep({ dossier }: { dossier: DossierBody }) {
  const { t, i18n } = useTranslation('collateral');
  const { application, collateral, wanted_collateral } = dossier;
  const lent = lendingValueOf(collateral);
  const isShort =
    lent !== undefined &&
    application.amount !== null &&
    toMinor(lent.amount) < toMinor(application.amount.amount);
  return (
    <section className="card">
      <p className="muted">{t('step_hint')}</p>
      {wanted_collateral.map(({ kind }) => (
        <Wanted key={kind} dossier={dossier} kind={kind} />
      ))}
      {isShort && (
        <Alert
          type="warning"
          showIcon
          className="error-note"
          message={t('short', { amount: formatExact(lent, i18n.language) })}
        />
      )}
    </section>
  );
}

function Wanted({ dossier, kind }: { dossier: DossierBody; kind: CollateralKind }) {
  const { t } = useTranslation('collateral');
  const words = useCollateralWords();
  const [open, setOpen] = useState<CollateralItemBody | 'new'>();
  const items = dossier.collateral.filter((item) => item.kind === kind);
  const isThere = items.some(({ failing }) => failing.length === 0);
  return (
    <div className="collateral-kind">
      <div className="document-kind">
        {isThere ? (
          <CheckCircleOutlined className="good-mark" />
        ) : (
          <ExclamationCircleOutlined className="warning-mark" />
        )}
        <strong>{words.kind(kind)}</strong>
        {items.length === 0 && <span className="muted small">{t('missing')}</span>}
      </div>
      {items.map((item) => (
        <CollateralItem
          key={item.id}
          item={item}
          actions={
            <Change
              applicationId={dossier.application.id}
              item={item}
              onChange={() => setOpen(item)}
            />
          }
        />
      ))}
      <Button icon={<PlusOutlined />} onClick={() => setOpen('new')}>
        {t('add', { kind: words.kind(kind) })}
      </Button>
      {open && (
        <CollateralDrawer
          applicationId={dossier.application.id}
          kind={kind}
          {...(open === 'new' ? {} : { item: open })}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

interface ChangeProps {
  applicationId: string;
  item: CollateralItemBody;
  onChange: () => void;
}

function Change({ applicationId, item, onChange }: ChangeProps) {
  const { t } = useTranslation('collateral');
  const remove = useAction(removeCollateralMutation());
  const path = { application_id: applicationId, item_id: item.id };
  return (
    <>
      <Button type="text" size="small" onClick={onChange}>
        {t('change')}
      </Button>
      <Popconfirm
        title={t('remove_sure')}
        okText={t('remove')}
        cancelText={t('keep')}
        onConfirm={() => remove.mutate({ path })}
      >
        <Button type="text" size="small" danger loading={remove.isPending}>
          {t('remove')}
        </Button>
      </Popconfirm>
      <ErrorNote error={remove.error} />
    </>
  );
}
