"""A spread portfolio for a budget of risk 组合建议: figures, not amounts, until the last step."""
