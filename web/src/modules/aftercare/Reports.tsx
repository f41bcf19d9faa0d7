import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IssuerReportBody, Measure } from '@/api/generated/types.gen';
import { DateText } from '@/shared/DateText';
import { EmptyState } from '@/shared/EmptyState';
import { Facts } from '@/shared/Facts';
import { MoneyText } from '@/shared/MoneyText';
import { StatusTag } from '@/shared/StatusTag';
import type { CareProps } from './AftercarePage';
import { CovenantDrawer } from './CovenantDrawer';
import { ReportDrawer } from './ReportDrawer';
import { MEASURES } from './words';

/** What was promised, and what each quarter brought. */
export function Reports({ offeringId, care }: CareProps) {
  const { t } = useTranslation('aftercare');
  const [isPromising, setPromising] = useState(false);
  const [reporting, setReporting] = useState<IssuerReportBody>();
  return (
    <>
      <h2>{t('covenants')}</h2>
      {care.covenants.length === 0 && <p className="muted">{t('covenants.none')}</p>}
      <ul className="care-lines">
        {care.covenants.map(({ measure, least }) => (
          <li key={measure}>
            {t(`measure.${measure}`)} ≥ <MoneyText value={least} strong />
          </li>
        ))}
      </ul>
      {care.may_covenant && care.covenants.length < MEASURES.length && (
        <Button onClick={() => setPromising(true)}>{t('covenant.add')}</Button>
      )}
      <h2>{t('reports')}</h2>
      {care.reports.length === 0 && (
        <EmptyState title={t('reports.none')} hint={t('reports.none_hint')} />
      )}
      {care.reports.map((report) => (
        <Report
          key={report.id}
          report={report}
          onReport={care.is_issuer ? () => setReporting(report) : undefined}
        />
      ))}
      {isPromising && (
        <CovenantDrawer offeringId={offeringId} care={care} onClose={() => setPromising(false)} />
      )}
      {reporting && <ReportDrawer report={reporting} onClose={() => setReporting(undefined)} />}
    </>
  );
}

interface ReportProps {
  report: IssuerReportBody;
  onReport: (() => void) | undefined;
}

function Report({ report, onReport }: ReportProps) {
  const { t } = useTranslation('aftercare');
  const isThere = report.submitted_at !== null;
  const state = isThere ? 'submitted' : report.is_late ? 'late' : 'owed';
  const tone = isThere ? 'good' : report.is_late ? 'bad' : 'waiting';
  return (
    <article className="care-report">
      <h3>
        {t('report.quarter')} <DateText value={report.ends_on} />{' '}
        <StatusTag tone={tone} label={t(`report.${state}`)} />
      </h3>
      {report.breaches.map(({ measure, least, actual }) => (
        <Alert
          key={measure}
          type="error"
          showIcon
          message={
            <>
              {t('breach', { measure: t(`measure.${measure}`) })} <MoneyText value={actual} /> &lt;{' '}
              <MoneyText value={least} />
            </>
          }
        />
      ))}
      {isThere ? (
        <>
          <p className="care-text">{report.text}</p>
          <Facts
            facts={MEASURES.map((measure) => factOf(measure, report, t(`measure.${measure}`)))}
          />
        </>
      ) : (
        <p className="muted">
          {t('report.due')} <DateText value={report.due_on} />
        </p>
      )}
      {!isThere && onReport && <Button onClick={onReport}>{t('report.write')}</Button>}
    </article>
  );
}

function factOf(measure: Measure, { figures }: IssuerReportBody, label: string) {
  const value = figures[measure];
  return { label, value: value ? <MoneyText value={value} /> : '–' };
}
