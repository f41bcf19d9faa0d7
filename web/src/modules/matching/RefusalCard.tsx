import { useTranslation } from 'react-i18next';
import type { MissBody, RefusalBody } from '@/api/generated/types.gen';
import { ButtonLink } from '@/shared/ButtonLink';
import { useMissWords } from './missWords';

interface RefusalCardProps {
  refusal: RefusalBody;
  /** Staff read it; the company itself gets links to what would help. */
  mayAct: boolean;
}

export function RefusalCard({ refusal, mayAct }: RefusalCardProps) {
  const { t, i18n } = useTranslation(['matching', 'catalog']);
  return (
    <li className="card fit-card">
      <h3>{i18n.language === 'en' ? refusal.name_en : refusal.name}</h3>
      <p className="muted small">
        {t(`catalog:kind.${refusal.kind}`)}
        {refusal.institution_name && ` · ${refusal.institution_name}`}
      </p>
      <ul className="fit-misses">
        {refusal.missed.map((miss) => (
          <Miss key={`${miss.fact} ${miss.op}`} miss={miss} mayAct={mayAct} />
        ))}
      </ul>
    </li>
  );
}

function Miss({ miss, mayAct }: { miss: MissBody; mayAct: boolean }) {
  const { t } = useTranslation('matching');
  const { nameOf, whyOf, remedyOf } = useMissWords();
  const helps = mayAct ? HELPS[miss.remedy] : undefined;
  return (
    <li>
      <strong>{nameOf(miss)}</strong>
      <span>{whyOf(miss)}</span>
      {helps ? (
        <ButtonLink size="small" to={helps}>
          {remedyOf(miss)}
        </ButtonLink>
      ) : (
        <span className="fit-remedy">{remedyOf(miss)}</span>
      )}
      {mayAct && miss.fact === 'score' && miss.actual !== null && (
        <ButtonLink size="small" to="/enterprise/credit">
          {t('remedy.how')}
        </ButtonLink>
      )}
    </li>
  );
}

const HELPS: Partial<Record<MissBody['remedy'], string>> = {
  import_invoices: '/enterprise/invoices',
  state_figures: '/enterprise/profile',
};
