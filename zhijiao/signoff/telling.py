"""Who hears of a step, in the transaction of the step."""

from collections.abc import Collection
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from zhijiao.catalogue.matrix import Round
from zhijiao.identity.actions import AUDIT, CHANGE, SUBMIT
from zhijiao.identity.holders import holders
from zhijiao.identity.models import RowRole, User
from zhijiao.notices.inbox import tell, tell_users
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import Submission
from zhijiao.signoff.standing import labels, named


def page(school: Org | None = None) -> str:
    """The page of a submission: a school's own, or as an authority opens it."""
    path = reverse("signoff:home")
    return path if school is None else f"{path}?{urlencode({'school': school.pk})}"


def submitted(school: Org, submission: Submission, filing: Round) -> None:
    """The lowest authority has something to look at; the principal learns that it has gone out."""
    tell(school, SUBMIT, title=f"{named(filing)}已封存并上报", url=page(), mail=False)
    waiting(school, submission, filing)


def waiting(school: Org, submission: Submission, filing: Round) -> None:
    """A submission waits for an authority."""
    if submission.waits_at is not None:
        title = f"{school.name}上报{named(filing)}，等待审核"
        tell(submission.waits_at, AUDIT, title=title, url=page(school))


def not_frozen(school: Org, filing: Round, why: str) -> None:
    """The signature did not lead to a submission; why names forms."""
    title = f"{named(filing)}没有上报成功，请处理后重新签字"
    _of_forms(holders(school, SUBMIT), (title, why), (title, "原因请在“上报”页查看。"))


def _of_forms(people: QuerySet[User], whole: tuple[str, str], bare: tuple[str, str]) -> None:
    """Title and text that name forms, to those who may see every form; the bare ones to the others."""
    sees_all = {pk: role == RowRole.ALL for pk, role in people.values_list("pk", "row_role")}
    for everything, (title, text) in ((True, whole), (False, bare)):
        chosen = [pk for pk, sees in sees_all.items() if sees is everything]
        tell_users(chosen, title=title, text=text, url=page(), mail=True)


def withdrawn(school: Org, org: Org | None, filing: Round, reason: str) -> None:
    """What an authority had on its table is gone."""
    if org is not None:
        tell(org, AUDIT, title=f"{school.name}撤回了{named(filing)}的上报", text=reason, url=page(school))


def accepted(school: Org, by: Org, submission: Submission, filing: Round) -> None:
    """The school learns how far it is, the next authority that it is its turn."""
    done = "，全部审核已完成" if submission.waits_at is None else ""
    tell(
        school,
        SUBMIT,
        title=f"{by.name}审核通过{named(filing)}{done}",
        url=page(),
        mail=not submission.waits_at,
    )
    waiting(school, submission, filing)


def returned(school: Org, by: Org, filing: Round, forms: Collection[str], what: str, reason: str) -> None:
    """Principal and clerks have work again; of some ``forms``, or of all of them if there are none."""
    title, people = f"{by.name}退回{named(filing)}", holders(school, SUBMIT) | holders(school, CHANGE)
    told = (f"{title}：{labels(forms) or what}", reason)
    bare = (f"{title}：部分表单", "退回的表单和理由请在“上报”页查看。") if forms else told
    _of_forms(people, told, bare)


def merged(target: Org, source: Org, waited: Org | None, filing: Round) -> None:
    """A school has gone into another: its submission is over, the other's holds more than was signed."""
    text = "请核对并入的数据。已经上报的内容不变，差异可在快照比较中查看。"
    tell(target, SUBMIT, title=f"{source.name}并入本校，{named(filing)}请核对", text=text, url=page())
    if waited is not None:
        tell(waited, AUDIT, title=f"{source.name}并入{target.name}，其上报已关闭", url=page(source))


def area_reported(org: Org, parent: Org, filing: Round, said: str) -> None:
    """The authority above has a report of an area."""
    title = f"{org.name}本级上报{named(filing)}"
    tell(parent, AUDIT, title=title, text=said, url=reverse("signoff:area"))


def area_returned(org: Org, by: Org, filing: Round, reason: str) -> None:
    """An area's report has come back."""
    title = f"{by.name}退回本级上报：{named(filing)}"
    tell(org, AUDIT, title=title, text=reason, url=reverse("signoff:area"))
