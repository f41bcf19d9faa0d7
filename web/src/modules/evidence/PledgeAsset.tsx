import { useQuery } from '@tanstack/react-query';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '@/api/action';
import {
  listContractsOptions,
  pledgeAssetMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { AssetBody } from '@/api/generated/types.gen';
import { FormDrawer } from '@/shared/FormDrawer';
import { toast } from '@/shared/toast';

interface Wish {
  contract: string;
}

/** Pledges a thing for one of the company's contracts, to the lender of that contract. */
export function PledgeAsset({ asset }: { asset: AssetBody }) {
  const { t } = useTranslation('evidence');
  const [isOpen, setOpen] = useState(false);
  const contracts = useQuery({
    ...listContractsOptions({ query: { limit: 100 } }),
    enabled: isOpen,
  });
  const pledging = useAction(pledgeAssetMutation(), {
    onDone: () => {
      setOpen(false);
      toast(t('asset.pledged'));
    },
  });
  const open = contracts.data?.items ?? [];
  const pledge = ({ contract }: Wish): void => {
    const chosen = open.find(({ id }) => id === contract);
    if (chosen === undefined) return;
    const body = { holder_id: chosen.lender.organisation_id, reference_id: chosen.id };
    pledging.mutate({ path: { asset_id: asset.id }, body });
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('asset.pledge')}
      </Button>
      <FormDrawer<Wish>
        title={t('asset.pledge_named', { serial: asset.serial })}
        open={isOpen}
        onClose={() => setOpen(false)}
        onSubmit={pledge}
        busy={pledging.isPending}
        error={pledging.error ?? contracts.error}
        submitLabel={t('asset.pledge')}
      >
        <p>{t('asset.pledge_what')}</p>
        <Form.Item name="contract" label={t('asset.contract')} rules={[{ required: true }]}>
          <Select
            loading={contracts.isLoading}
            notFoundContent={t('asset.no_contract')}
            options={open.map(({ id, number, lender }) => ({
              value: id,
              label: `${number} · ${lender.name}`,
            }))}
          />
        </Form.Item>
      </FormDrawer>
    </>
  );
}
