"""Files of cases."""

from zhijiao.cases import exported_files as made
from zhijiao.files.kinds import FileKind, register

register(FileKind(made.PAPER, made.require_paper, made.write_paper))
