"""审计日志: who did what, when, from where; written once and never changed."""
