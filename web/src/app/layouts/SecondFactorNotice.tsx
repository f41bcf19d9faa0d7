import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/session';
import { DateText } from '@/shared/DateText';

interface SecondFactorNoticeProps {
  session: Session;
  dueAt: string;
}

/** Some roles have to have a second factor: until when, and the way there. */
export default function SecondFactorNotice({ session, dueAt }: SecondFactorNoticeProps) {
  const { t } = useTranslation('shell');
  const { portal, is_limited: isLimited } = session;
  return (
    <Alert
      type={isLimited ? 'warning' : 'info'}
      showIcon
      className="portal-notice"
      message={
        <>
          {t(isLimited ? 'factor_due.now' : 'factor_due.until')}{' '}
          {!isLimited && <DateText value={dueAt} />}{' '}
          <Link to={`/${portal}/account`}>{t('factor_due.go')}</Link>
        </>
      }
    />
  );
}
