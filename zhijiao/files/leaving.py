"""The content of a file with records, told of as it leaves."""

from django.db import transaction

from zhijiao.files import keeping
from zhijiao.files.models import PreparedFile
from zhijiao.looks import ranges
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind


def content(file: PreparedFile, by: Kind) -> bytes:
    """What is in the file; the log and the looks know that its records leave, and in which way, or nothing leaves."""
    with transaction.atomic():
        record_look(
            by,
            org=file.org,
            subject=file.subject,
            form=file.form,
            rows=file.rows,
            records=ranges.unpacked(file.records),
            detail={"done": "下载生成的文件", "file": file.pk, **file.told},
        )
        return keeping.content_of(file)
