"""The shell around every page: base templates, macros, static files, error pages, security headers."""
