import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  getSecondFactorsOptions,
  removeTotpMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { FactorsBody } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { ErrorNote } from '@/shared/ErrorNote';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { toast } from '@/shared/toast';
import { PasskeyList } from './PasskeyList';
import { RecoveryCodes } from './RecoveryCodes';
import { TotpDialog } from './TotpDialog';

/** What is asked for beside the password: an authenticator app, passkeys, codes on paper. */
export function SecondFactorCard() {
  const { t } = useTranslation('identity');
  const factors = useQuery(getSecondFactorsOptions());
  return (
    <section className="card">
      <h2>{t('factor.title')}</h2>
      <p className="muted">{t('factor.hint')}</p>
      <QueryGate query={factors}>
        {(held) => (
          <>
            <AppRow held={held} />
            <PasskeyList passkeys={held.passkeys} />
            {(held.totp_since !== null || held.passkeys.length > 0) && (
              <RecoveryCodes left={held.recovery_codes_left} />
            )}
          </>
        )}
      </QueryGate>
    </section>
  );
}

function AppRow({ held }: { held: FactorsBody }) {
  const { t } = useTranslation('identity');
  const [adding, setAdding] = useState(false);
  const remove = useAction(removeTotpMutation(), { onDone: () => toast(t('factor.removed')) });
  const isOn = held.totp_since !== null;
  return (
    <div className="factor-row">
      <div>
        <strong>{t('totp.name')}</strong> {isOn && <StatusTag tone="good" label={t('factor.on')} />}
        <div className="muted small">
          {isOn ? (
            <>
              {t('factor.since')} <DateText value={held.totp_since ?? ''} />
            </>
          ) : (
            t('totp.what')
          )}
        </div>
        <ErrorNote error={remove.error} />
      </div>
      {isOn ? (
        <Popconfirm
          title={t('totp.remove_ask')}
          okText={t('totp.remove')}
          cancelText={t('common:cancel')}
          onConfirm={() => remove.mutate({})}
        >
          <Button size="small" loading={remove.isPending}>
            {t('totp.remove')}
          </Button>
        </Popconfirm>
      ) : (
        <Button size="small" type="primary" onClick={() => setAdding(true)}>
          {t('totp.add')}
        </Button>
      )}
      {adding && <TotpDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
