import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanBody } from '@/api/generated/types.gen';
import { ChangeDrawer } from './ChangeDrawer';
import { type ChangeKind, kindsFor } from './changeKinds';

/** The guided actions of staff: what may be recorded of a loan in its present state. */
export function ChangeLoan({ loan }: { loan: LoanBody }) {
  const { t } = useTranslation('servicing');
  const [kind, setKind] = useState<ChangeKind>();
  return (
    <div className="plan-tools">
      <Dropdown
        trigger={['click']}
        menu={{
          items: kindsFor(loan).map((each) => ({ key: each, label: t(`fact.${each}`) })),
          onClick: ({ key }) => setKind(kindsFor(loan).find((each) => each === key)),
        }}
      >
        <Button>
          {t('change.open')} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {kind && <ChangeDrawer loan={loan} kind={kind} onClose={() => setKind(undefined)} />}
    </div>
  );
}
