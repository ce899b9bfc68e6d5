"""Files of 初始化数据 and of whole schools."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.intake import exported_files as made

register(FileKind(made.SCHOOL_BOOK, made.require_school_book, made.write_school_book))
register(FileKind(made.FILLED, made.require_filled, made.write_filled, made.filled_records))
register(FileKind(made.MARKED, made.require_marked, made.write_marked))
