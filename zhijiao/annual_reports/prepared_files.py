"""Files of 质量年报."""

from zhijiao.annual_reports import exported_files as made
from zhijiao.files.kinds import FileKind, register

register(FileKind(made.PAPER, made.require_paper, made.write_paper))
register(FileKind(made.TABLE, made.require_table, made.write_table_of))
