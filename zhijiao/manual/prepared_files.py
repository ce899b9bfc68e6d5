"""Files of the manual."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.manual import exported_files as made

register(FileKind(made.PAPER, made.require_paper, made.write_paper, of_records=False))
