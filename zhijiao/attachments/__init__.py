"""Attachments: files that belong to records; judged by content, sealed, kept outside the web root."""
