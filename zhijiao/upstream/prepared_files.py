"""Files of 源头平台同步."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.upstream import correction_file, report

register(FileKind(report.KIND, report.require, report.write))
register(FileKind(correction_file.KIND, correction_file.require, correction_file.write))
