"""Templates of contracts 合同模板: their words, what varies in them, and what makes a document."""
