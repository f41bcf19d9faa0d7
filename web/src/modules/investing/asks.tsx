import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { cancelAskMutation } from '@/api/generated/@tanstack/react-query.gen';
import type { AskBody } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { ButtonLink } from '@/shared/ButtonLink';
import { MoneyText } from '@/shared/MoneyText';
import type { Column } from '@/shared/list/types';
import { formatPrice, formatRate } from '@/shared/rates';
import { BuyButton } from './BuyButton';

/** What the order book shows of each ask; of one's own the way to take it off. */
export function useAskColumns(): readonly Column<AskBody>[] {
  const { t } = useTranslation('investing');
  return [
    {
      key: 'price',
      title: t('market.price'),
      numeric: true,
      cell: ({ price }) => formatPrice(price),
      text: ({ price }) => price,
    },
    {
      key: 'left',
      title: t('market.left_yuan'),
      numeric: true,
      cell: ({ left }) => <MoneyText value={left} form="figure" />,
    },
    {
      key: 'rate',
      title: t('yearly_rate'),
      numeric: true,
      cell: ({ yearly_rate }) => formatRate(yearly_rate),
    },
    {
      key: 'act',
      title: t('market.act'),
      cell: (ask) => <Act ask={ask} />,
    },
  ];
}

/** Redemptions are sold in their order: a bid buys them. */
function Act({ ask }: { ask: AskBody }) {
  const { t } = useTranslation('investing');
  if (ask.is_own) return <CancelButton ask={ask} />;
  if (!ask.is_redemption) return <BuyButton ask={ask} />;
  return (
    <ButtonLink to={`/investor/order-book/${ask.offering_id}`}>{t('market.queued')}</ButtonLink>
  );
}

function CancelButton({ ask }: { ask: AskBody }) {
  const { t } = useTranslation('investing');
  const cancel = useAction(cancelAskMutation());
  return (
    <Button loading={cancel.isPending} onClick={() => cancel.mutate({ path: { ask_id: ask.id } })}>
      {t('market.cancel')}
    </Button>
  );
}
