"""Words and look of the report."""

from __future__ import annotations

from rongqu.modules.models.serving.words import Language

STYLE = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;max-width:60rem;margin:auto;padding:1rem;
color:#0f172a;background:#fff}h1{font-size:1.5rem}h2{margin-top:2rem}table{border-collapse:collapse}
td,th{padding:.25rem .75rem;border-bottom:1px solid #e2e8f0;text-align:right;
font-variant-numeric:tabular-nums}td:first-child,th:first-child{text-align:left}
.scroll{overflow-x:auto}.charts{display:grid;gap:1rem;
grid-template-columns:repeat(auto-fit,minmax(17rem,1fr))}figure{margin:0}
figcaption{font-weight:600}svg text{font-size:11px;fill:#475569}.warn{color:#b45309}
@media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}svg text{fill:#94a3b8}
td,th{border-color:#334155}.warn{color:#fbbf24}}
"""

_ZH = {
    "title": "模型报告",
    "about": "{kind}，在 {source} 上检验。数字均来自模型未见过的数据，除非另有说明。",
    "scorecard": "评分卡",
    "boosting": "提升树",
    "blend": "评分卡与提升树组合",
    "figure": "指标",
    "value": "数值",
    "rows": "样本数",
    "base_rate": "坏样本率（基准）",
    "brier": "Brier 分",
    "calibration_error": "校准误差（十等分平均）",
    "warnings": "请注意",
    "roc": "ROC 曲线",
    "roc_x": "误拒的好客户",
    "roc_y": "拦下的坏客户",
    "calibration": "校准",
    "stated": "模型给出的违约概率",
    "found": "实际违约率",
    "lift": "提升",
    "lift_x": "拒绝的客户（最差的在前）",
    "lift_y": "拦下的坏客户",
    "lift_factor": "相对基准",
    "distribution": "分数分布",
    "good": "好客户",
    "bad": "坏客户",
    "tenth": "十等分",
    "reasons": "理由：各特征平均影响的分数",
    "feature": "特征",
    "points": "分数",
    "stability": "稳定性（PSI）",
    "stability_none": "这是训练数据本身；请用新的数据表比较。",
    "verdict": "判断",
    "steady": "稳定",
    "watch": "关注",
    "moved": "已漂移",
    "bins": "分箱与分数",
    "scale": "平均客户 {base} 分；{score} 分对应好坏比 {odds:g}:1，每高 {pdo} 分好坏比翻倍。",
    "missing": "缺失",
    "other": "罕见或未知类别",
    "any": "任意值",
    "score": "分数",
    "limits": "适用范围",
    "limits_text": "准确程度以上面的置信区间为准。其他地区、时期、客群的违约率不同，"
    "使用前须在自己的贷款上重新检验与校准。缺失来源的申请不得自动通过，应转人工。",
}
_EN = {
    "title": "Model report",
    "about": "{kind}, tested on {source}. Figures are from cases that the model had not seen, "
    "unless said otherwise.",
    "scorecard": "Scorecard",
    "boosting": "Boosted trees",
    "blend": "Scorecard and boosted trees, weighed",
    "figure": "Figure",
    "value": "Value",
    "rows": "Cases",
    "base_rate": "Bad rate (base)",
    "brier": "Brier score",
    "calibration_error": "Calibration error (mean over tenths)",
    "warnings": "Please note",
    "roc": "ROC curve",
    "roc_x": "good cases refused",
    "roc_y": "bad cases caught",
    "calibration": "Calibration",
    "stated": "stated probability of default",
    "found": "found bad rate",
    "lift": "Lift",
    "lift_x": "cases refused, riskiest first",
    "lift_y": "bad cases caught",
    "lift_factor": "against the base",
    "distribution": "Scores",
    "good": "good",
    "bad": "bad",
    "tenth": "Tenth",
    "reasons": "Reasons: mean points by which a feature moves the score",
    "feature": "Feature",
    "points": "Points",
    "stability": "Stability (PSI)",
    "stability_none": "This is the table it was trained on: compare with a newer one.",
    "verdict": "Verdict",
    "steady": "steady",
    "watch": "watch",
    "moved": "has moved",
    "bins": "Bins and points",
    "scale": "An average case has {base} points; {score} stand for odds good : bad of {odds:g}:1, "
    "and {pdo} more double them.",
    "missing": "missing",
    "other": "rare or unknown category",
    "any": "any value",
    "score": "Score",
    "limits": "What this does not say",
    "limits_text": "The intervals above are the honest reading. Default rates differ by region, "
    "time and customers: test and calibrate on your own loans before any price rests on it. A "
    "missing source never approves: it refers to a person.",
}
WORDS = {Language.ZH: _ZH, Language.EN: _EN}
