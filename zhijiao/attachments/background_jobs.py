"""Small copies of pictures, made after the upload."""

from zhijiao.attachments import keeping
from zhijiao.attachments.models import Attachment
from zhijiao.jobs.declare import job


@job("生成附件缩略图", retry_after=(30,))
def make_thumbnail(attachment_id: int) -> None:
    """Make the small copy of one picture, unless it is there or the picture is gone."""
    file = Attachment.objects.filter(pk=attachment_id, has_thumb=False).first()
    if file is not None:
        keeping.make_thumb(file)
