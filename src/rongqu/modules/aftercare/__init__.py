"""After the investment 投后: questions, reports, covenants and votes of what investors hold."""
