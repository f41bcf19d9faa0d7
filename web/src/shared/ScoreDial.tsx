import { useTranslation } from 'react-i18next';
import type { Grade } from './RiskTag';
import { HIGHEST, LOWEST, pointAt, shareOf } from './scoreDial';

interface ScoreDialProps {
  /** `null`: not scored yet. */
  score: number | null;
  grade?: Grade;
  /** Scores worth a mark: from where things go faster, below which a person decides. */
  marks?: readonly number[];
}

const RADIUS = 78;
const LENGTH = Math.PI * RADIUS;
const [LEFT_X, Y] = pointAt(0, RADIUS);
const [RIGHT_X] = pointAt(1, RADIUS);
const ARC = `M${LEFT_X} ${Y}A${RADIUS} ${RADIUS} 0 0 1 ${RIGHT_X} ${Y}`;

export function ScoreDial({ score, grade, marks = [] }: ScoreDialProps) {
  const { t } = useTranslation();
  const words =
    score === null
      ? t('score.none')
      : t('score.label', { score, lowest: LOWEST, highest: HIGHEST, grade: grade ?? '' });
  return (
    <svg viewBox="0 -4 200 128" className="score-dial" role="img" aria-label={words}>
      <path d={ARC} className="dial-rail" />
      {score !== null && (
        <path
          d={ARC}
          className="dial-value"
          strokeDasharray={`${shareOf(score) * LENGTH} ${LENGTH}`}
        />
      )}
      {marks.map((mark) => (
        <Mark key={mark} score={mark} />
      ))}
      <text x="100" y="88" className="dial-score">
        {score ?? '–'}
      </text>
      <text x="100" y="110" className="dial-grade">
        {score === null ? t('score.none') : grade && t('grade.short', { grade })}
      </text>
      <text x={LEFT_X} y="118" className="dial-end">
        {LOWEST}
      </text>
      <text x={RIGHT_X} y="118" className="dial-end">
        {HIGHEST}
      </text>
    </svg>
  );
}

function Mark({ score }: { score: number }) {
  const [x1, y1] = pointAt(shareOf(score), RADIUS + 8);
  const [x2, y2] = pointAt(shareOf(score), RADIUS + 12);
  const [x, y] = pointAt(shareOf(score), RADIUS + 19);
  return (
    <>
      <line x1={x1} y1={y1} x2={x2} y2={y2} className="dial-mark" />
      <text x={x} y={y + 3} className="dial-end">
        {score}
      </text>
    </>
  );
}
