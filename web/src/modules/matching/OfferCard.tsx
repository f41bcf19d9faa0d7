import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OfferBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { Facts } from '@/shared/Facts';
import { formatShort } from '@/shared/money';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import { useOfferFacts } from './offerFacts';
import { amountOf, type Wish } from './wish';

interface OfferCardProps {
  offer: OfferBody;
  wish: Wish;
  mayApply: boolean;
  compared: boolean;
  compareIsFull: boolean;
  onCompare: () => void;
}

export function OfferCard({
  offer,
  wish,
  mayApply,
  compared,
  compareIsFull,
  onCompare,
}: OfferCardProps) {
  const { t, i18n } = useTranslation(['matching', 'catalog']);
  const factsOf = useOfferFacts();
  const apply = {
    product: offer.product_id,
    amount: offer.amount.amount,
    months: String(offer.term_months),
    purpose: wish.purpose,
  };
  return (
    <li className="card fit-card">
      <div className="fit-head">
        <div>
          <h3>{i18n.language === 'en' ? offer.name_en : offer.name}</h3>
          <p className="muted small">
            {t(`catalog:method.${offer.method}`)}
            {offer.institution_name && ` · ${offer.institution_name}`}
          </p>
        </div>
        <StatusTag
          tone={offer.rank === 1 ? 'good' : 'neutral'}
          label={t(`sentence.${offer.sentence_code}`)}
        />
      </div>
      <p className="fit-amount">
        <span className="muted">{t('offer.amount')}</span>{' '}
        <MoneyText value={offer.amount} form="short" strong />
      </p>
      <Shortfall offer={offer} wish={wish} />
      <Facts facts={factsOf(offer)} />
      <p className="muted small">
        {t('offer.documents', { count: offer.required_documents.length })}
        {offer.collateral.length > 0 &&
          ` · ${t('offer.collateral', { what: offer.collateral.map((kind) => t(`catalog:collateral.${kind}`)).join(t('comma')) })}`}
      </p>
      <div className="fit-actions">
        {mayApply && (
          <ButtonLink primary={offer.rank === 1} to="/enterprise/applications/new" search={apply}>
            {t('offer.apply')}
          </ButtonLink>
        )}
        {mayApply && (
          <ButtonLink to={`/enterprise/products/${offer.product_id}`}>
            {t('offer.details')}
          </ButtonLink>
        )}
        <Checkbox
          checked={compared}
          disabled={!compared && compareIsFull}
          onChange={onCompare}
          title={!compared && compareIsFull ? t('compare.full') : undefined}
        >
          {t('compare')}
        </Checkbox>
      </div>
      <span className="sr-only">{formatShort(offer.amount, i18n.language)}</span>
    </li>
  );
}

/** Said plainly when only a part of the wish can be had. */
function Shortfall({ offer, wish }: { offer: OfferBody; wish: Wish }) {
  const { t, i18n } = useTranslation('matching');
  const wanted = amountOf(wish.wan);
  if (wanted === undefined || wanted === offer.amount.amount) return null;
  return (
    <p className="fit-note">
      {t('offer.less', {
        wanted: formatShort({ amount: wanted, currency: 'CNY' }, i18n.language),
        amount: formatShort(offer.amount, i18n.language),
      })}
    </p>
  );
}
