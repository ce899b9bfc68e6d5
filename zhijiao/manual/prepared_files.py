"""Files of the manual."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.manual import exported_files as made

register(FileKind(made.WHOLE, made.require_whole, made.write_whole, of_records=False))
