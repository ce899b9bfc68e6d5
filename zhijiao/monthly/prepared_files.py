"""Files of 月报表."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.monthly import exported_files as made

register(FileKind(made.COLLATION, made.require_collation, made.write_collation))
register(FileKind(made.REPORT, made.require_report, made.write_report))
