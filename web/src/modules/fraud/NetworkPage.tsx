import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { getCompanyNetworkOptions } from '@/api/generated/@tanstack/react-query.gen';
import type { NetworkBody } from '@/api/generated/types.gen';
import { Chart } from '@/shared/chart/Chart';
import { EmptyState } from '@/shared/EmptyState';
import { formatShort } from '@/shared/money';
import { PageHead } from '@/shared/PageHead';
import { QueryGate } from '@/shared/QueryGate';
import { StatusTag } from '@/shared/StatusTag';
import { usePathParam } from '@/shared/usePathParam';

/** A company among its trading partners; a click on one of the platform's walks there. */
export default function NetworkPage() {
  const id = usePathParam('id');
  const network = useQuery(getCompanyNetworkOptions({ path: { enterprise_id: id } }));
  return <QueryGate query={network}>{(found) => <Picture network={found} />}</QueryGate>;
}

function Picture({ network }: { network: NetworkBody }) {
  const { t, i18n } = useTranslation('fraud');
  const navigate = useNavigate();
  const nameOf = new Map(network.nodes.map(({ code, name }) => [code, name]));
  const idOf = new Map(network.nodes.map(({ code, id }) => [code, id]));
  const inRing = new Set(network.rings.flat());
  const centre = nameOf.get(network.centre) ?? network.centre;
  const walk = (code: string): void => {
    const id = idOf.get(code);
    if (id) void navigate({ to: `/operations/fraud/network/${id}` });
  };
  return (
    <>
      <PageHead title={t('network.of', { name: centre })} />
      <p className="muted">{t('network.hint')}</p>
      {network.sales.length === 0 ? (
        <EmptyState title={t('network.none')} hint={t('network.none_hint')} />
      ) : (
        <section className="card">
          <Chart
            height={480}
            label={t('network.of', { name: centre })}
            onSelect={walk}
            figures={[
              [t('network.seller'), t('network.buyer'), t('network.net')],
              ...network.sales.map(({ seller, buyer, net }) => [
                nameOf.get(seller) ?? seller,
                nameOf.get(buyer) ?? buyer,
                formatShort(net, i18n.language),
              ]),
            ]}
            option={graphOption(network, inRing)}
          />
        </section>
      )}
      <Rings network={network} nameOf={nameOf} />
    </>
  );
}

function Rings({ network, nameOf }: { network: NetworkBody; nameOf: Map<string, string> }) {
  const { t } = useTranslation('fraud');
  if (network.rings.length === 0) return <p className="muted">{t('network.no_rings')}</p>;
  return (
    <section className="card">
      <h2>
        {t('network.rings')} <StatusTag tone="warning" label={String(network.rings.length)} />
      </h2>
      <ol>
        {network.rings.map((ring) => (
          <li key={ring.join()}>
            {[...ring, network.centre].map((code) => nameOf.get(code) ?? code).join(' → ')}
          </li>
        ))}
      </ol>
    </section>
  );
}

function graphOption(network: NetworkBody, inRing: ReadonlySet<string>) {
  const sizeOf = (code: string, isOurs: boolean): number => {
    if (code === network.centre) return 44;
    return isOurs ? 28 : 16;
  };
  return {
    tooltip: {},
    series: [
      {
        type: 'graph',
        layout: 'force',
        roam: true,
        draggable: true,
        force: { repulsion: 220, edgeLength: 110 },
        label: { show: true, position: 'bottom', width: 120, overflow: 'truncate' },
        edgeSymbol: ['none', 'arrow'],
        data: network.nodes.map(({ code, name, id }) => ({
          id: code,
          name: code,
          value: name,
          symbolSize: sizeOf(code, id !== null),
          itemStyle: inRing.has(code) ? { color: '#d97706' } : undefined,
          label: { formatter: name },
        })),
        links: network.sales.map(({ seller, buyer }) => ({ source: seller, target: buyer })),
      },
    ],
  };
}
