"""Files of snapshots."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.snapshots import exported_files as made

register(FileKind(made.WHOLE, made.require_whole, made.write_whole))
register(FileKind(made.FORM, made.require_form, made.write_form, made.records))
register(FileKind(made.CHANGES, made.require_changes, made.write_changes))
