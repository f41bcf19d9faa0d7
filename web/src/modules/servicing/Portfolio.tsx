import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getPortfolioOptions } from '@/api/generated/@tanstack/react-query.gen';
import { useSession } from '@/api/session';
import { MoneyText } from '@/shared/MoneyText';
import { QueryGate } from '@/shared/QueryGate';
import { Tile, Tiles } from '@/shared/Tiles';
import './servicing.css';

/** Loans under way by how late they are; each figure leads to the loans behind it. */
export function Portfolio() {
  const { t } = useTranslation('servicing');
  const { portal } = useSession();
  const portfolio = useQuery(getPortfolioOptions());
  return (
    <QueryGate query={portfolio}>
      {({ buckets }) => (
        <div className="portfolio">
          <Tiles>
            {buckets.map(({ bucket, loans, outstanding }) => (
              <Tile
                key={bucket}
                label={t(`bucket.${bucket}`)}
                value={<MoneyText value={outstanding} form="short" />}
                note={t('loans', { count: loans })}
                to={`/${portal}/loans?bucket=${bucket}`}
                alarming={bucket === 'd90_plus' && loans > 0}
              />
            ))}
          </Tiles>
        </div>
      )}
    </QueryGate>
  );
}
