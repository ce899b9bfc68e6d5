"""Files of 办学条件."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.indicators import exported_files as made

register(FileKind(made.SCHOOLS, made.require_schools, made.write_schools))
register(FileKind(made.SHEET, made.require_sheet, made.write_sheet))
