"""Files of boards."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.oversight import exported_files as made

register(FileKind(made.KIND, made.require, made.write))
