"""谁查看过 on pages: by form and record, and the alerts that administrators settle."""
