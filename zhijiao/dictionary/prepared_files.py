"""Files of the dictionary."""

from zhijiao.dictionary import exported_files as made
from zhijiao.files.kinds import FileKind, register

register(FileKind(made.KIND, made.require, made.write, of_records=False))
