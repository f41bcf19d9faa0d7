import { Button, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  acceptServiceMutation,
  answerBookingMutation,
  cancelBookingMutation,
} from '@/api/generated/@tanstack/react-query.gen';
import type { BookingPageBody, BookingStatus } from '@/api/generated/types.gen';
import { useAction } from '@/api/action';
import { useMay, useSession } from '@/api/session';
import { ErrorNote } from '@/shared/ErrorNote';
import { toast } from '@/shared/toast';
import { DeliverDrawer } from './DeliverDrawer';
import { RateDrawer, RefuseDrawer, ObjectDrawer, ResolveDrawer } from './SayDrawers';

interface SideProps {
  page: BookingPageBody;
}

/** What each side can do now. */
export function BookingActions({ page }: SideProps) {
  const { portal } = useSession();
  const may = {
    book: useMay('services:book'),
    deliver: useMay('services:deliver'),
    resolve: useMay('services:resolve'),
  };
  if (portal === 'enterprise' && may.book) return <Customer page={page} />;
  if (portal === 'institution' && may.deliver) return <Partner page={page} />;
  if (portal === 'operations' && may.resolve) return <Staff page={page} />;
  return null;
}

const isIn = (page: BookingPageBody, ...statuses: BookingStatus[]): boolean =>
  statuses.includes(page.booking.status);

function Customer({ page }: SideProps) {
  const { t } = useTranslation('services');
  const [step, setStep] = useState<'take' | 'object' | 'rate'>();
  const close = () => setStep(undefined);
  const path = { booking_id: page.booking.id };
  const cancel = useAction(cancelBookingMutation());
  return (
    <div className="row-actions">
      {isIn(page, 'delivered', 'disputed') && (
        <Button type="primary" onClick={() => setStep('take')}>
          {t('take')}
        </Button>
      )}
      {isIn(page, 'delivered') && <Button onClick={() => setStep('object')}>{t('object')}</Button>}
      {isIn(page, 'ordered', 'accepted') && (
        <Popconfirm
          title={t('cancel.title')}
          okText={t('cancel')}
          cancelText={t('back')}
          onConfirm={() => cancel.mutate({ path })}
        >
          <Button danger loading={cancel.isPending}>
            {t('cancel')}
          </Button>
        </Popconfirm>
      )}
      {isIn(page, 'completed') && page.rating === null && (
        <Button type="primary" onClick={() => setStep('rate')}>
          {t('rate')}
        </Button>
      )}
      <ErrorNote error={cancel.error} />
      {step === 'take' && <TakeDialog page={page} onClose={close} />}
      {step === 'object' && <ObjectDrawer bookingId={path.booking_id} onClose={close} />}
      {step === 'rate' && <RateDrawer bookingId={path.booking_id} onClose={close} />}
    </div>
  );
}

function TakeDialog({ page, onClose }: SideProps & { onClose: () => void }) {
  const { t } = useTranslation('services');
  const take = useAction(acceptServiceMutation(), {
    onDone: () => {
      toast(t('done'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('take.title')}
      okText={t('take')}
      cancelText={t('back')}
      confirmLoading={take.isPending}
      onOk={() => take.mutate({ path: { booking_id: page.booking.id } })}
      onCancel={onClose}
    >
      <p>{t('take.effect')}</p>
      <ErrorNote error={take.error} />
    </Modal>
  );
}

function Partner({ page }: SideProps) {
  const { t } = useTranslation('services');
  const [step, setStep] = useState<'refuse' | 'deliver'>();
  const close = () => setStep(undefined);
  const path = { booking_id: page.booking.id };
  const accept = useAction(answerBookingMutation(), { onDone: () => toast(t('accepted')) });
  return (
    <div className="row-actions">
      {isIn(page, 'ordered') && (
        <Button
          type="primary"
          loading={accept.isPending}
          onClick={() => accept.mutate({ path, body: {} })}
        >
          {t('accept')}
        </Button>
      )}
      {isIn(page, 'accepted', 'disputed') && (
        <Button type="primary" onClick={() => setStep('deliver')}>
          {t('deliver')}
        </Button>
      )}
      {isIn(page, 'ordered', 'accepted', 'disputed') && (
        <Button onClick={() => setStep('refuse')}>{t('refuse')}</Button>
      )}
      <ErrorNote error={accept.error} />
      {step === 'refuse' && <RefuseDrawer bookingId={path.booking_id} onClose={close} />}
      {step === 'deliver' && <DeliverDrawer page={page} onClose={close} />}
    </div>
  );
}

function Staff({ page }: SideProps) {
  const { t } = useTranslation('services');
  const [isOpen, setOpen] = useState(false);
  if (!isIn(page, 'disputed')) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('resolve')}
      </Button>
      {isOpen && <ResolveDrawer bookingId={page.booking.id} onClose={() => setOpen(false)} />}
    </>
  );
}
