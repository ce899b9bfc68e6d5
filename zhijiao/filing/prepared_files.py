"""Files of forms."""

from zhijiao.files.kinds import FileKind, register
from zhijiao.filing.pages import dossier_paper, export_file

register(FileKind(export_file.KIND, export_file.require, export_file.write, export_file.records))
register(FileKind(dossier_paper.KIND, dossier_paper.require, dossier_paper.write, dossier_paper.records))
