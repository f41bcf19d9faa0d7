import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { PageHead } from './PageHead';
import { useFilters } from './list/useFilters';

export interface DetailTab {
  key: string;
  label: string;
  content: ReactNode;
}

interface DetailPageProps {
  title: ReactNode;
  /** StatusTag, RiskTag, DeadlineClock. */
  tags?: ReactNode;
  /** The figure this page is about, usually a MoneyText. */
  amount?: ReactNode;
  /** The one thing to do next. */
  nextAction?: ReactNode;
  tabs: readonly DetailTab[];
  /** At the side on a desktop, below on a phone; usually a Timeline. */
  side?: ReactNode;
}

export function DetailPage({ title, tags, amount, nextAction, tabs, side }: DetailPageProps) {
  const [search, change] = useFilters();
  return (
    <>
      <PageHead title={title} tags={tags} actions={nextAction} />
      {amount && <div className="detail-amount">{amount}</div>}
      <div className={side ? 'detail with-side' : 'detail'}>
        <section className="card detail-main">
          {tabs.length === 1 ? (
            tabs[0]?.content
          ) : (
            <Tabs
              activeKey={search.tab ?? tabs[0]?.key}
              onChange={(tab) => change({ tab })}
              items={tabs.map(({ key, label, content }) => ({ key, label, children: content }))}
            />
          )}
        </section>
        {side && <aside className="card detail-side">{side}</aside>}
      </div>
    </>
  );
}
