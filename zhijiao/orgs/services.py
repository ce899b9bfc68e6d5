"""Changes to the organisation tree. Nothing else writes `Org.path`."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from zhijiao.kit.bulk import allocate_ids
from zhijiao.kit.school_code import check_school_code
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, OrgChange, SchoolType, Status
from zhijiao.orgs.paths import child_path

Kind = OrgChange.Kind
_RANK = {level: rank for rank, level in enumerate(Level.values)}


@dataclass(frozen=True)
class By:
    """Who changes the tree, and on what ground (number of the approving document; may be empty)."""

    user_id: int | None = None
    name: str = "系统"
    basis: str = ""


def create_org(
    parent: Org | None,
    level: str,
    name: str,
    code: str,
    school_type: str = "",
    region: str = "",
) -> Org:
    """Add a node below `parent` (None only for the ministry, the one root) and return it.

    A school's `region` is its runner's when left empty. Raises ValidationError with Chinese messages by field:
    `parent`, `level`, `name`, `code`, `school_type`, `region`.
    """
    name, code = fold(name), fold(code)
    with transaction.atomic():
        parent = _locked(parent)
        _check_place(parent, level)
        org = Org(
            parent=parent,
            level=level,
            name=name,
            code=code,
            school_type=school_type,
            region=region or (parent.region if parent else ""),
            path=f"~{secrets.token_hex(16)}",
            opened_at=timezone.now(),
        )
        _check_school(org)
        org.full_clean(exclude=["path", "parent"])
        org.save(force_insert=True)
        org.path = child_path(parent.path if parent else "", org.pk)
        org.save(update_fields=["path"])
    return org


@transaction.atomic
def create_schools(schools: list[Org]) -> list[Org]:
    """Add many schools, already judged as `create_org` would, all or none; each names its parent.

    Parents are held meanwhile and must still work (ValidationError). A code that was taken in between is an
    IntegrityError.
    """
    named = {school.parent.pk: school.parent for school in schools if school.parent}
    parents = {org.pk: org for org in hold(*named.values())}
    for parent in parents.values():
        _check_place(parent, Level.SCHOOL)
    now = timezone.now()
    ids = allocate_ids(Org, len(schools))
    for pk, school in zip(ids, schools, strict=True):
        parent = parents[school.parent_id]  # type: ignore[index]  # a school without one is a KeyError
        school.pk, school.level, school.opened_at = pk, Level.SCHOOL, now
        school.path = child_path(parent.path, pk)
        school.region = school.region or parent.region
    return Org.objects.bulk_create(schools, batch_size=500)


@transaction.atomic
def rename_org(
    org: Org, by: By, *, name: str, code: str = "", region: str = "", school_type: str = ""
) -> OrgChange:
    """Give a node another name, and where given another code, region and type of school.

    Raises ValidationError by field, also if nothing would change.
    """
    org = hold(org)[0]
    before = _state(org)
    org.name = fold(name)
    org.code = fold(code) or org.code
    org.region = fold(region) or org.region
    org.school_type = school_type or org.school_type
    if (org.name, org.code, org.region, org.school_type) == (
        before["name_before"], before["code_before"], before["region"], before["type_before"],
    ):  # fmt: skip
        raise ValidationError({"name": "名称、代码、所在地和类型都没有改动。"})
    _check_school(org)
    org.full_clean(exclude=["path", "parent"])
    org.save(update_fields=["name", "code", "region", "school_type"])
    return _tell(org, Kind.RENAME, by, before)


@transaction.atomic
def move_org(org: Org, parent: Org, by: By) -> OrgChange:
    """Put a node, with all that hangs below it, under another one. Raises ValidationError under `parent`."""
    org, parent = hold(org, parent)
    _check_move(org, parent)
    before = _state(org)
    old, new = org.path, child_path(parent.path, org.pk)
    Org.objects.subtree(old).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    org.parent, org.path = parent, new
    org.save(update_fields=["parent"])
    return _tell(org, Kind.MOVE, by, before)


@transaction.atomic
def close_org(org: Org, by: By) -> OrgChange:
    """停办: nobody of the node signs in any longer; everything stays readable for those above."""
    org = hold(org)[0]
    if org.parent_id is None:
        raise ValidationError("教育部不能停办。")
    if org.status != Status.ACTIVE:
        raise ValidationError(f"“{org.name}”已是“{org.get_status_display()}”状态。")
    working = Org.objects.filter(parent=org, status=Status.ACTIVE)
    if working.exists():
        raise ValidationError(f"“{org.name}”下还有 {working.count()} 个正常的下级单位，请先划转或停办。")
    return _to(org, Status.CLOSED, Kind.CLOSE, by)


@transaction.atomic
def resume_org(org: Org, by: By, school_type: str = "") -> OrgChange:
    """复招: a closed node works again; a school may become another type of school with it."""
    org = hold(org)[0]
    if org.status != Status.CLOSED:
        raise ValidationError(f"“{org.name}”不在停办状态，不能复招。")
    if org.parent and org.parent.status != Status.ACTIVE:
        raise ValidationError(f"主管部门“{org.parent.name}”已停用，请先划转到其他部门。")
    return _to(org, Status.ACTIVE, Kind.RESUME, by, school_type)


@transaction.atomic
def absorb_org(org: Org, into: Org, by: By, detail: dict[str, Any]) -> OrgChange:
    """Note that a school has been merged into another; records and people are moved by `restructure`."""
    org, into = hold(org, into)
    for school in (org, into):
        if not school.is_school or school.status != Status.ACTIVE:
            raise ValidationError(f"“{school.name}”不是正常的学校，不能合并。")
    if org.pk == into.pk:
        raise ValidationError("学校不能与自己合并。")
    return _to(org, Status.MERGED, Kind.MERGE, by, other=into, detail=detail)


@transaction.atomic
def follow_status(org: Org, status: str, by: By) -> Org:
    """Let a node that another installation keeps be open, closed or merged as it is there.

    With whom it was merged only that installation knows, so it is told here as having closed.
    """
    org = hold(org)[0]
    _to(org, status, Kind.RESUME if status == Status.ACTIVE else Kind.CLOSE, by)
    return org


def tell_split(org: Org, founded: Org, by: By, detail: dict[str, Any]) -> OrgChange:
    """Note that a school was founded out of another."""
    return _tell(org, Kind.SPLIT, by, _state(org), other=founded, detail=detail)


def hold(*orgs: Org) -> list[Org]:
    """The nodes as they are now, locked until the transaction ends, in the order asked for."""
    found = {
        org.pk: org
        for org in Org.objects.select_for_update().filter(pk__in=[o.pk for o in orgs]).order_by("pk")
    }
    return [found[org.pk] for org in orgs]


def changes_of(org: Org) -> QuerySet[OrgChange]:
    """What has become of a node, and what came to it from others; newest first."""
    own = OrgChange.objects.filter(org=org) | OrgChange.objects.filter(other=org)
    return own.select_related("org", "other", "from_parent", "to_parent").order_by("-id")


def _to(org: Org, status: str, kind: str, by: By, school_type: str = "", **facts: Any) -> OrgChange:
    before = _state(org)
    org.status = status
    org.school_type = school_type or org.school_type
    _check_school(org)
    org.save(update_fields=["status", "school_type"])
    return _tell(org, kind, by, before, **facts)


def _state(org: Org) -> dict[str, Any]:
    """How a node is before a change."""
    return {
        "name_before": org.name,
        "code_before": org.code,
        "type_before": org.school_type,
        "region": org.region,
        "from_path": org.path,
        "from_parent_id": org.parent_id,
    }


def _tell(org: Org, kind: str, by: By, before: dict[str, Any], **facts: Any) -> OrgChange:
    before = {name: value for name, value in before.items() if name != "region"}
    return OrgChange.objects.create(
        org=org,
        kind=kind,
        at=timezone.now(),
        name_after=org.name,
        code_after=org.code,
        type_after=org.school_type,
        to_path=org.path,
        to_parent_id=org.parent_id,
        basis=by.basis,
        actor_id=by.user_id,
        actor_name=by.name,
        **before,
        **facts,
    )


def _check_move(org: Org, parent: Org) -> None:
    if org.parent_id is None:
        raise ValidationError({"parent": "教育部没有上级，不能划转。"})
    if org.parent_id == parent.pk:
        raise ValidationError({"parent": f"“{org.name}”现在就由“{parent.name}”主管，请选择其他部门。"})
    if org.covers(parent):
        raise ValidationError({"parent": f"“{parent.name}”就在“{org.name}”之内，不能划转到自己之下。"})
    if org.status == Status.MERGED:
        raise ValidationError({"parent": f"“{org.name}”已并入其他学校，不能划转。"})
    _check_place(parent, org.level)


def _locked(parent: Org | None) -> Org | None:
    """The parent as it is now, held until the transaction ends so that its path cannot change under the child."""
    return None if parent is None else Org.objects.select_for_update().get(pk=parent.pk)


def _check_place(parent: Org | None, level: str) -> None:
    if level not in _RANK:
        raise ValidationError({"level": f"级别“{level}”不存在，请从列表中选择。"})
    if parent is None:
        if level != Level.MINISTRY:
            raise ValidationError({"parent": "只有教育部没有上级，请选择主管部门。"})
        if Org.objects.filter(parent=None).exists():
            raise ValidationError({"parent": "教育部已存在，不能再建一个，请选择主管部门。"})
        return
    if parent.status != Status.ACTIVE:
        raise ValidationError({"parent": f"主管部门“{parent.name}”已停用，请选择其他部门。"})
    if _RANK[level] <= _RANK[parent.level]:
        own, above = Level(level).label, Level(parent.level).label
        raise ValidationError({"parent": f"“{parent.name}”是{above}级，不能在其下建立{own}级机构。"})


def _check_school(org: Org) -> None:
    if not org.is_school:
        return
    if org.school_type not in SchoolType.values:
        raise ValidationError({"school_type": "请选择学校类型。"})
    reason = check_school_code(org.code, org.school_type)
    if reason:
        raise ValidationError({"code": f"{reason}。"})
