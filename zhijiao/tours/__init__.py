"""系统指引: a short tour of the first page of a portal, offered once to each account and again when asked for."""
