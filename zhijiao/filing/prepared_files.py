"""Files of forms."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.filing.pages import export_file

register(FileKind(export_file.KIND, export_file.require, export_file.write, export_file.records))
