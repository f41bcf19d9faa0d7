import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getRiskPortfolioOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { RiskPortfolioBody } from '@/api/generated/types.gen';
import { useMay } from '@/api/session';
import { ButtonLink } from '@/shared/ButtonLink';
import { EmptyState } from '@/shared/EmptyState';
import { formatShort, fromMinor, toMinor } from '@/shared/money';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { formatRate } from '@/shared/rates';
import { Tile, Tiles } from '@/shared/Tiles';
import { Basis } from './Basis';
import { ConcentrationCard } from './ConcentrationCard';
import { MatrixCard } from './MatrixCard';
import { MigrationCard } from './MigrationCard';
import { StressCard } from './StressCard';
import { ROWS } from './words';
import './portfolio.css';

/** What the whole book may cost: matrix, expected loss, concentration, migration, stress. */
export default function PortfolioPage() {
  const { t } = useTranslation('portfolio');
  const seesVintages = useMay('servicing:view_everywhere');
  const book = useQuery(getRiskPortfolioOptions());
  return (
    <>
      <PageHead
        title={t('title')}
        actions={
          seesVintages && (
            <ButtonLink to="/operations/portfolio-quality">{t('vintages')}</ButtonLink>
          )
        }
      />
      <QueryGate query={book}>
        {(data) =>
          data.whole.count === 0 ? (
            <EmptyState title={t('empty')} hint={t('empty_hint')} />
          ) : (
            <Book book={data} />
          )
        }
      </QueryGate>
    </>
  );
}

function Book({ book }: { book: RiskPortfolioBody }) {
  const { t } = useTranslation('portfolio');
  return (
    <>
      <p className="muted">{t('as_of', { day: book.as_of })}</p>
      <Whole book={book} />
      <div className="portfolio-cards">
        <MatrixCard book={book} />
        <ConcentrationCard cuts={book.cuts} />
        <MigrationCard since={book.migrated_since} moves={book.moves} />
        <StressCard book={book} />
      </div>
      <Basis given={book.assumptions} />
    </>
  );
}

function Whole({ book: { whole, reserves } }: { book: RiskPortfolioBody }) {
  const { t, i18n } = useTranslation('portfolio');
  const exposure = toMinor(whole.exposure.amount);
  const rate = Number((toMinor(whole.expected.amount) * 1_000_000n) / (exposure || 1n)) / 1_000_000;
  const held = fromMinor(toMinor(reserves.reserve.amount) + toMinor(reserves.fund.amount));
  const short = (amount: typeof held): string => formatShort(amount, i18n.language);
  return (
    <Tiles>
      <Tile
        label={t('exposure')}
        value={short(whole.exposure)}
        note={t('exposure_note', { count: whole.count })}
        to={ROWS}
      />
      <Tile
        label={t('expected')}
        value={short(whole.expected)}
        note={t('expected_note', { share: formatRate(String(rate)) })}
        to={ROWS}
      />
      <Tile label={t('loss')} value={short(whole.loss)} to={ROWS} />
      <Tile
        label={t('coverage')}
        value={
          reserves.coverage === null
            ? t('nothing_to_cover')
            : t('times', { times: Number(reserves.coverage).toFixed(2) })
        }
        note={t('coverage_note', { held: short(held) })}
        alarming={reserves.coverage !== null && Number(reserves.coverage) < 1}
      />
    </Tiles>
  );
}
