"""What the editor of a rich text asks of the server: to clean what was pasted, and to take the pictures in it."""

import base64
import binascii
import re

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, JsonResponse

from zhijiao.attachments import keeping
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.schema.columns.base import Column
from zhijiao.identity.gate import POST
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.rich_text import sanitise
from zhijiao.workbooks.markup import FileRefused

MOST_PICTURES = 10
PICTURE_BYTES = 5 * 1024 * 1024
_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,([A-Za-z0-9+/=\s]+)")
_KINDS = ("jpeg", "png")


def _writing(request: ActorRequest) -> str:
    """What the page is going to be: a change of the record named, or a new one."""
    return "add" if whole_number(request.POST.get("record")) is None else "change"


@form_view(_writing, methods=POST, large=True)
def paste(ctx: FormContext, name: str) -> HttpResponse:
    """Clean markup that was pasted, or take a picture that was chosen; says what was left out."""
    column = ctx.form.columns.get(name)
    if column is None or not column.rich:
        raise Http404(f"“{ctx.form.label}”没有这一项目。")
    taking = _Taking(ctx, column)
    uploaded = ctx.request.FILES.getlist("picture")[:MOST_PICTURES]
    html = "".join(taking.upload(file) for file in uploaded)
    markup = ctx.request.POST.get("markup", "")
    if markup:
        html = sanitise.clean(markup, taking.take)
    return JsonResponse({"html": html, "said": taking.said[:MOST_PICTURES]})


class _Taking:
    """Takes pictures for a column; what is not taken is told."""

    def __init__(self, ctx: FormContext, column: Column) -> None:
        self.said: list[str] = []
        self._slot = keeping.Slot(ctx.school.pk, ctx.form.key, column.name, _KINDS, PICTURE_BYTES)
        self._user = ctx.actor.user_id
        self._taken = 0

    def upload(self, file: UploadedFile) -> str:
        """Markup of an uploaded picture; empty where it is refused."""
        size, name = file.size or 0, file.name or "图片"
        if size > PICTURE_BYTES:
            self.said.append(f"“{name[:60]}”没有接收：{keeping.too_large(size, PICTURE_BYTES)}")
            return ""
        address = self._keep(name, file.read())
        alt = keeping.shown_name(name, "png").rpartition(".")[0]
        return sanitise.clean(f'<p><img src="{address}" alt="{_quoted(alt)}"></p>') if address else ""

    def take(self, source: str) -> str:
        """The address of a picture that was pasted along; empty where there is none."""
        found = _DATA.fullmatch(source)
        if found is None:
            kind = "来自本机文件夹" if source.startswith("file:") else "来自其他网站"
            self.said.append(f"有图片{kind}，没有随文字粘贴进来，请用“插入图片”按钮上传。")
            return ""
        try:
            data = base64.b64decode(found[1], validate=False)
        except (binascii.Error, ValueError):
            data = b""
        return self._keep("粘贴的图片", data)

    def _keep(self, name: str, data: bytes) -> str:
        if self._taken >= MOST_PICTURES:
            self.said.append(f"一次最多接收 {MOST_PICTURES} 张图片，其余没有接收。")
            return ""
        self._taken += 1
        try:
            made = keeping.keep(self._slot, name, data, self._user)
        except FileRefused as refused:
            self.said.append(f"“{name[:60]}”没有接收：{refused}")
            return ""
        return f"/pictures/{made.number}/"


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
