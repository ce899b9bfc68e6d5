"""Publishing a selected case to the schools below whoever selected it, and taking it down again."""

from datetime import datetime

from django.utils import timezone

from zhijiao.cases import library_index
from zhijiao.cases.form_keys import PUBLISHED
from zhijiao.cases.models import Case, CaseVersion, Publication
from zhijiao.identity.actor import Actor
from zhijiao.kit.rich_text import reading
from zhijiao.kit.text import fold

LONGEST_DOCUMENT = 60
LEVELS = {"ministry": "1", "province": "2"}


def barrier(version: CaseVersion) -> str:
    """Why a version may not be published; empty if it may."""
    said = {item["name"]: item["text"] for item in version.items}
    if said.get("may_publish") != "是":
        return "学校没有同意公开，不能选为典型案例；需要时请退回学校说明。"
    if said.get("has_personal_data") != "否":
        return "学校说明案例含个人信息，不能选为典型案例；请退回学校处理后再报。"
    return ""


def publish(case: Case, version: CaseVersion, actor: Actor, document: str, now: datetime) -> Publication:
    """Publish a version that has no :func:`barrier`; what was published of the case before gives way to it."""
    end(case, now)
    items = [
        {"name": item["name"], "label": item["label"], "text": item["text"], "html": item["html"]}
        for item in version.items
        if item["name"] in PUBLISHED and item["text"]
    ]
    said = {item["name"]: item["text"] for item in items}
    words = "\n".join(reading.plain(item["html"]) for item in items if item["html"])
    text = "\n".join([case.title, case.school.name, said.get("kind", ""), said.get("keywords", ""), words])
    made = Publication(
        school_id=case.school_id, case=case, form=case.form, title=case.title, school_name=case.school.name,
        kind=said.get("kind", ""), keywords=said.get("keywords", ""), year=case.year, items=items,
        pictures=version.files.get("pictures", []), text=fold(text).lower(),
        selector_id=actor.org_id, level=LEVELS[actor.level], selected_on=timezone.localdate(now),
        document=document,
    )  # fmt: skip
    library_index.add([made])
    return made


def end(case: Case, now: datetime) -> None:
    """Take down what is published of a case."""
    Publication.objects.filter(school_id=case.school_id, case=case, ended_at=None).update(ended_at=now)
