"""Who hears of a step, in the transaction of the step."""

from urllib.parse import urlencode

from django.urls import reverse

from zhijiao.catalogue.matrix import Round
from zhijiao.identity.actions import AUDIT, CHANGE, SUBMIT
from zhijiao.notices.inbox import tell
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import Submission
from zhijiao.signoff.standing import named


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
    """The signature did not lead to a submission."""
    tell(school, SUBMIT, title=f"{named(filing)}没有上报成功，请处理后重新签字", text=why, url=page())


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


def returned(school: Org, by: Org, filing: Round, what: str, reason: str) -> None:
    """Principal and clerks have work again."""
    title = f"{by.name}退回{named(filing)}：{what}"
    tell(school, SUBMIT, title=title, text=reason, url=page())
    tell(school, CHANGE, title=title, text=reason, url=page())


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
