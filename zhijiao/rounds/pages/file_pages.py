"""Taking a round from a file: into a draft, all of it or nothing."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.rounds import round_changes
from zhijiao.rounds.pages.shown_round import sent_version, shown_round
from zhijiao.rounds.round_changes import Overtaken
from zhijiao.rounds.round_checks import RoundRefused, read
from zhijiao.rounds.round_rights import make_or_404

LARGEST = 1024 * 1024
MOST_SHOWN = 200


@manage(ORGS, methods=GET_POST)
def take(request: ActorRequest, key: str) -> HttpResponse:
    """Replace a draft by what a file holds; everything wrong with it is told at once."""
    make_or_404(request.actor)
    shown = shown_round(request.actor, key)
    reasons, status = [], 200
    if not shown.is_draft:
        reasons = [f"“{shown.filing.title}”{shown.state.label}，只有草稿可以导入；请在“填报要求”中逐项修改。"]
    if request.method == "POST" and not reasons:
        try:
            found = read(_text(request), key)
            round_changes.take_file(request.actor, key, sent_version(request.POST.get("version")), found)
        except RoundRefused as refused:
            reasons, status = refused.reasons, 409 if isinstance(refused, Overtaken) else 422
        else:
            messages.success(request, f"已导入 {len(found.places)} 行填报要求")
            return HttpResponseRedirect(reverse("rounds:round", args=[key]))
    elif request.method == "POST":
        status = 422
    context = {"shown": shown, "reasons": reasons[:MOST_SHOWN], "more": max(0, len(reasons) - MOST_SHOWN)}
    return render(request, "rounds/take.html", context, status=status)


def _text(request: ActorRequest) -> str:
    """The text of the file that was sent; files that a Chinese spreadsheet saves are read as well.

    Raises:
        RoundRefused: there is none, or it is no text.
    """
    file = request.FILES.get("file")
    if file is None:
        raise RoundRefused("请选择要导入的 CSV 文件。")
    if (file.size or 0) > LARGEST:
        raise RoundRefused("文件超过 1 MB，不是填报轮次的文件，请选择导出后修改的 CSV。")
    content = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return str(content, encoding)
        except UnicodeDecodeError:
            continue
    raise RoundRefused("文件读不出来：请在表格软件中另存为“CSV UTF-8（逗号分隔）”后再导入。")
