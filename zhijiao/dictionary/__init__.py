"""数据字典: every form, item and code table as it is asked for, and what has changed since an earlier release."""
