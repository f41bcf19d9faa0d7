"""Business plans 商业计划书: read, digested, compared with what the company has declared, shown."""
