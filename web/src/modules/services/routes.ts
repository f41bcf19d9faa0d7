import type { Portal, RoomRoute } from '@/app/contracts';

const VIEW = 'services:view';
const PORTALS: readonly Portal[] = ['enterprise', 'institution', 'operations'];

export const routes: readonly RoomRoute[] = [
  {
    portal: 'enterprise',
    path: 'services/hall',
    page: () => import('./HallPage'),
    permission: VIEW,
    titleKey: 'hall.title',
  },
  {
    portal: 'institution',
    path: 'services/offers',
    page: () => import('./OffersPage'),
    permission: 'services:offer',
    titleKey: 'offers.title',
  },
  ...PORTALS.flatMap((portal): RoomRoute[] => [
    {
      portal,
      path: 'services/bookings',
      page: () => import('./BookingListPage'),
      permission: VIEW,
      titleKey: 'bookings.title',
    },
    {
      portal,
      path: 'services/bookings/$bookingId',
      page: () => import('./BookingPage'),
      permission: VIEW,
      titleKey: 'booking.title',
    },
  ]),
];
