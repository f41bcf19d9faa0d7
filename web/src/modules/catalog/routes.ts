import type { RoomRoute } from '@/app/contracts';

const hall = () => import('./ProductHallPage');
const product = () => import('./ProductPage');
const desk = () => import('./ProductDeskPage');
const ownProduct = () => import('./OwnProductPage');

export const routes: readonly RoomRoute[] = [
  { portal: 'public', path: 'products', page: hall, titleKey: 'hall.title' },
  { portal: 'public', path: 'products/$productId', page: product, titleKey: 'page.title' },
  { portal: 'enterprise', path: 'products', page: hall, titleKey: 'hall.title' },
  { portal: 'enterprise', path: 'products/$productId', page: product, titleKey: 'page.title' },
  {
    portal: 'institution',
    path: 'products',
    page: desk,
    permission: 'catalog:view',
    titleKey: 'desk.title',
  },
  {
    portal: 'institution',
    path: 'products/new',
    page: () => import('./NewProductPage'),
    permission: 'catalog:propose',
    titleKey: 'editor.title_new',
  },
  {
    portal: 'institution',
    path: 'products/$productId',
    page: ownProduct,
    permission: 'catalog:view',
    titleKey: 'page.title',
  },
  {
    portal: 'institution',
    path: 'products/$productId/edit',
    page: () => import('./ChangeProductPage'),
    permission: 'catalog:propose',
    titleKey: 'editor.title_change',
  },
  {
    portal: 'operations',
    path: 'products',
    page: desk,
    permission: 'catalog:view_everywhere',
    titleKey: 'desk.all',
  },
  {
    portal: 'operations',
    path: 'products/$productId',
    page: ownProduct,
    permission: 'catalog:view_everywhere',
    titleKey: 'page.title',
  },
];
