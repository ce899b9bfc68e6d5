"""Files of findings."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.quality import exported_files as made

register(FileKind(made.FINDINGS, made.require_findings, made.write_findings))
register(FileKind(made.AREA, made.require_area, made.write_area))
