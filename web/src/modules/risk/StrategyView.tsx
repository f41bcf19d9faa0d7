import { useTranslation } from 'react-i18next';
import type { RuleConditionBody, MatrixBody, StrategyDocument } from '@/api/generated/types.gen';
import { OutcomeTag } from './OutcomeTag';
import { useDecisionWords } from './useDecisionWords';

const SIGNS: Partial<Record<string, string>> = { '>=': '≥', '<=': '≤', '==': '=', '!=': '≠' };

/** The matrix as a table, then the rules: the most severe finding decides. */
export function StrategyView({ document }: { document: StrategyDocument }) {
  const { t } = useTranslation('risk');
  const { fact } = useDecisionWords();
  return (
    <>
      <Matrix matrix={document.matrix} />
      <h3>{t('strategy.rules')}</h3>
      <ul className="risk-rules">
        {document.rules.map((rule) => (
          <li key={rule.code}>
            <Conditions when={rule.when} /> <span aria-hidden>→</span>{' '}
            <OutcomeTag outcome={rule.outcome} />
          </li>
        ))}
        <li>
          {t('strategy.needed', { facts: document.needed.map(fact).join(t('comma')) })}{' '}
          <span aria-hidden>→</span> <OutcomeTag outcome="refer" />
        </li>
      </ul>
    </>
  );
}

function Conditions({ when }: { when: readonly RuleConditionBody[] }) {
  const { t } = useTranslation('risk');
  const { fact } = useDecisionWords();
  return (
    <>
      {when
        .map(
          ({ fact: name, op, value }) => `${fact(name)} ${SIGNS[op] ?? op} ${named(value, fact)}`,
        )
        .join(t('strategy.and'))}
    </>
  );
}

function Matrix({ matrix }: { matrix: MatrixBody }) {
  const { t } = useTranslation('risk');
  const { fact } = useDecisionWords();
  const rows = bands(matrix.row_edges, fact);
  const columns = bands(matrix.column_edges, fact);
  return (
    <div className="risk-matrix">
      <table aria-label={t('strategy.matrix')}>
        <thead>
          <tr>
            <th scope="col">
              {fact(matrix.row)} ╲ {fact(matrix.column)}
            </th>
            {columns.map((band) => (
              <th key={band} scope="col">
                {band}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.cells.map((cells, row) => (
            <tr key={rows[row]}>
              <th scope="row">{rows[row]}</th>
              {cells.map((outcome, column) => (
                <td key={columns[column]}>
                  <OutcomeTag outcome={outcome} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Edges as bands: below the first, between two, from the last on. */
function bands(edges: readonly string[], fact: (name: string) => string): string[] {
  const names = edges.map((edge) => named(edge, fact));
  return [
    ...names.map((name, place) => (place === 0 ? `< ${name}` : `${names[place - 1]} – ${name}`)),
    names.length === 0 ? '*' : `≥ ${names[names.length - 1]}`,
  ];
}

/** A number, or the fact that a value stands for. */
function named(value: string, fact: (name: string) => string): string {
  return value.startsWith('@') ? fact(value.slice(1)) : value;
}
