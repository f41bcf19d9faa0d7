import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { ListPage } from './ListPage';
import type { ListWish, Slice } from './types';

interface Row {
  id: string;
}

const asked = vi.fn<(wish: ListWish) => Promise<Slice<Row>>>();

const PAGES: Record<string, Slice<Row>> = {
  first: { items: [{ id: 'A' }], next_cursor: 'second' },
  second: { items: [{ id: 'B' }], next_cursor: null },
};

function List() {
  return (
    <ListPage
      title="申请"
      read={(wish) => ({ queryKey: ['list', wish], queryFn: () => asked(wish) })}
      columns={[{ key: 'id', title: '编号', cell: ({ id }) => `第 ${id} 号` }]}
      rowKey={({ id }) => id}
      to={({ id }) => `/applications/${id}`}
      empty={{ title: '还没有申请' }}
    />
  );
}

function open(address: string) {
  const history = createMemoryHistory({ initialEntries: [address] });
  const routeTree = createRootRoute({ component: List });
  const router = createRouter({ routeTree, history });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return router;
}

beforeEach(() => {
  asked
    .mockReset()
    .mockImplementation(({ cursor }) => Promise.resolve(PAGES[cursor ?? 'first'] ?? { items: [] }));
  // A phone: rows are cards, which are quick to draw.
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal('scrollTo', () => undefined);
  return () => vi.unstubAllGlobals();
});

it('shows rows that lead to their pages', async () => {
  open('/');
  const row = await screen.findByText('第 A 号');
  expect(row.closest('a')?.getAttribute('href')).toBe('/applications/A');
});

it('pages forwards and back, with the place in the address', async () => {
  const router = open('/');
  fireEvent.click(await screen.findByText('下一页'));
  await screen.findByText('第 B 号');
  expect(router.state.location.search).toEqual({ cursor: 'second' });

  fireEvent.click(screen.getByText('上一页'));
  await screen.findByText('第 A 号');
  expect(router.state.location.search).toEqual({});
});

it('asks with the filters of the address', async () => {
  open('/?state=late');
  await screen.findByText('第 A 号');
  expect(asked).toHaveBeenCalledWith({ limit: 25, cursor: undefined, filters: { state: 'late' } });
});

it('tells an empty list from a filter that lets nothing through', async () => {
  asked.mockResolvedValue({ items: [] });
  open('/');
  await screen.findByText('还没有申请');
});

it('says so when the filter lets nothing through', async () => {
  asked.mockResolvedValue({ items: [] });
  open('/?state=late');
  await screen.findByText('没有符合条件的记录');
});
