"""Pages of 取值对照 in the manage portal: what the school has said of words, to be looked at and revoked."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.intake import import_page, word_mappings
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org


def _school(request: ActorRequest) -> Org:
    """The actor's school; only schools import."""
    if not request.actor.is_school:
        raise Http404("取值对照由学校的系统管理员管理。")
    return access.school(request.actor)


@manage("import")
def listed(request: ActorRequest) -> HttpResponse:
    """The pairs of the forms that the actor may import."""
    pairs = word_mappings.kept_pairs(_school(request), import_page.importable(request.actor))
    context = {"page": page_of(pairs, request.GET), "locked": import_page.locked(request.actor)}
    return render(request, "intake/mappings.html", context)


@manage("import", methods=POST)
def revoke(request: ActorRequest, pair_id: int) -> HttpResponse:
    """Forget a pair; the word is asked about again."""
    revoked = word_mappings.revoke_pair(request.actor, _school(request), pair_id)
    if revoked is None:
        raise Http404("没有这条对照，可能已被撤销。")
    word, again, in_review = revoked
    messages.success(
        request,
        f"已撤销“{word[:30]}”的对照，下次导入时重新询问。"
        + (f"{again} 批待处理的导入正在重新校验。" if again else ""),
    )
    if in_review:
        messages.warning(
            request,
            f"有 {in_review} 批按这条对照读出的数据正等待复核，请提醒数据复核员核对，或放弃后重新上传。",
        )
    return HttpResponseRedirect(reverse("intake:import_mappings"))
