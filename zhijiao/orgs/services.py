"""Changes to the organisation tree. Nothing else writes `Org.path`."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhijiao.kit.school_code import check_school_code
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.orgs.paths import child_path

_RANK = {level: rank for rank, level in enumerate(Level.values)}


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
