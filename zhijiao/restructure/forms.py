"""What is asked for a change of the tree."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_form import Box, PageForm
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.restructure import split

_RANK = Level.values

Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Headings of a page with the names of the fields under them."""


class ActForm(PageForm):
    """The ground of the change; each change adds its own."""

    basis = forms.CharField(
        label="依据",
        max_length=100,
        required=False,
        help_text="批准文件的文号，例：云教函〔2021〕7号。可不填。",
    )
    #: Headings with the fields under them.
    parts: Parts = (("依据", ("basis",)),)

    def __init__(self, *args, org: Org, area: Org, **kwargs):
        super().__init__(*args, **kwargs)
        self.org, self.area = org, area

    def clean_basis(self) -> str:
        """The number of the approving document as one line of text."""
        return fold(self.cleaned_data["basis"])


class RenameForm(ActForm):
    """Another name, code, region or type."""

    name = forms.CharField(label="名称", max_length=100)
    code = forms.CharField(label="代码", max_length=12)
    region = forms.RegexField(
        r"^[0-9]{6}$",
        label="所在地行政区划代码",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450103。"},
    )
    school_type = forms.ChoiceField(
        label="学校类型",
        choices=[("", "请选择"), *SchoolType.choices],
        help_text="类型改变后，必填表单随之改变。",
        error_messages={"invalid_choice": "没有这种学校类型，请重新选择。"},
    )
    parts: Parts = (("变更后", ("name", "code", "school_type", "region")), ("依据", ("basis",)))

    def __init__(self, *args, org: Org, **kwargs):
        kwargs.setdefault(
            "initial", {name: getattr(org, name) for name in ("name", "code", "region", "school_type")}
        )
        super().__init__(*args, org=org, **kwargs)
        if org.is_school:
            self.fields["code"].label = "学校标识码"
        else:
            del self.fields["school_type"]
            self.parts = (("变更后", ("name", "code", "region")), ("依据", ("basis",)))
        self.fields["region"].required = bool(org.region)

    def clean_code(self) -> str:
        """A department's code is a region's; a school's is checked where it is stored."""
        code = fold(self.cleaned_data["code"])
        if not self.org.is_school and not (len(code) == 6 and whole_number(code) is not None):
            raise ValidationError("部门代码应为 6 位行政区划代码，例：450100。")
        return code


class MoveForm(ActForm):
    """划转: under which authority a school comes."""

    parent = forms.ModelChoiceField(
        Org.objects.none(),
        label="新的主管部门",
        help_text="只列出您管理范围内、可以主管该单位的部门。",
        error_messages={"invalid_choice": "主管部门不在您的管理范围内，或级别不够，请重新选择。"},
    )
    parts: Parts = (("划转到", ("parent",)), ("依据", ("basis",)))

    def __init__(self, *args, org: Org, area: Org, **kwargs):
        super().__init__(*args, org=org, area=area, **kwargs)
        above = _RANK[: _RANK.index(org.level)]
        found = Org.objects.subtree(area.path).active().filter(level__in=above)
        choices = found.exclude(path__under=org.path).exclude(pk=org.parent_id or 0)
        self.field("parent", forms.ModelChoiceField).queryset = choices

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name == "parent":
            parents = self.field("parent", forms.ModelChoiceField).queryset or ()
            box["choices"] = [(str(org.pk), f"{org.name}（{org.code}）") for org in parents]
            box["value"] = str(box["value"] or "")
        return box


class WaitingForm(ActForm):
    """What to do with imports that are not finished."""

    drop_waiting = forms.BooleanField(label="未完成的导入", required=False)
    widgets = {"drop_waiting": "checkbox"}

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name == "drop_waiting":
            box |= {
                "display": "放弃未完成的导入（上传后还没有复核入库的行不入库）",
                "value": "1" if box["value"] else "",
            }
        return box


class CloseForm(WaitingForm):
    """停办: from when, and on what ground."""

    parts: Parts = (("停办", ("drop_waiting", "basis")),)


class ResumeForm(ActForm):
    """Working again: as what, and with which accounts. Preselected is what closing promised: as before."""

    school_type = forms.ChoiceField(
        label="学校类型",
        choices=SchoolType.choices,
        error_messages={"invalid_choice": "没有这种学校类型，请重新选择。"},
        help_text="停招后恢复招生的中职学校选“复招学校”，必填表单较少。",
    )
    accounts = forms.ChoiceField(
        label="原有账号",
        choices=[("on", "恢复到停办前的状态"), ("off", "全部禁用，另行签发系统管理员")],
        error_messages={"invalid_choice": "请选择原有账号如何处理。"},
    )
    parts: Parts = (("复招", ("school_type", "accounts")), ("依据", ("basis",)))

    def __init__(self, *args, org: Org, **kwargs):
        kwargs.setdefault("initial", {"school_type": _resumed_type(org), "accounts": "on"})
        super().__init__(*args, org=org, **kwargs)
        if not org.is_school:
            del self.fields["school_type"]
            self.parts = (("恢复", ("accounts",)), ("依据", ("basis",)))


class MergeForm(WaitingForm):
    """The school that takes over, and the mark for numbers that both use."""

    into = forms.CharField(
        label="承接学校", max_length=20, help_text="按名称或标识码查找；被合并学校的人员和记录转入这所学校。"
    )
    mark = forms.RegexField(
        r"^[0-9A-Za-z]{1,6}$",
        label="编号标记",
        help_text="1 至 6 位字母或数字，加在两校相同的编号之后，例：1001 变为 1001-23。",
        error_messages={"invalid": "编号标记应为 1 至 6 位字母或数字，例：23。"},
    )
    widgets = {**WaitingForm.widgets, "into": "ref"}
    parts: Parts = (("合并到", ("into", "mark", "drop_waiting")), ("依据", ("basis",)))

    def __init__(self, *args, org: Org, **kwargs):
        kwargs.setdefault("initial", {"mark": org.code[-2:]})
        super().__init__(*args, org=org, **kwargs)

    def _box(self, name: str) -> Box:
        """The school is searched for on the server; what was chosen is shown by its name again."""
        box = super()._box(name)
        if name == "into":
            box["options_url"] = reverse("orgs:school_options")
            code = str(box["value"] or "")
            schools = Org.objects.subtree(self.area.path).schools()
            chosen = schools.filter(code=code).first() if code.isprintable() else None
            box["choices"] = [(code, chosen.name if chosen else code)] if code else []
        return box

    def clean_into(self) -> Org:
        """A working school of one's area, another one."""
        code = fold(self.cleaned_data["into"])
        found = Org.objects.subtree(self.area.path).schools().filter(code=code).first()
        if found is None:
            raise ValidationError(
                f"您的管理范围内没有标识码为“{code}”的学校，请核对；跨地区合并由双方共同的上级部门办理。"
            )
        if found.pk == self.org.pk:
            raise ValidationError("学校不能与自己合并，请选择另一所学校。")
        if found.status != Status.ACTIVE:
            raise ValidationError(
                f"“{found.name}”{found.get_status_display()}，不能承接，请先复招或另选学校。"
            )
        return found


class SplitForm(ActForm):
    """The new school, and what goes there."""

    name = forms.CharField(label="新学校名称", max_length=100)
    code = forms.CharField(label="新学校标识码", max_length=20, help_text="10 位数字，中职学校以 36 开头。")
    school_type = forms.ChoiceField(
        label="学校类型",
        choices=[("", "请选择"), *SchoolType.choices],
        error_messages={"invalid_choice": "没有这种学校类型，请重新选择。"},
    )
    region = forms.RegexField(
        r"^[0-9]{6}$",
        label="所在地行政区划代码",
        required=False,
        help_text="6 位数字；不填则与主管部门相同。",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450103。"},
    )
    chosen = forms.MultipleChoiceField(
        label="划出的部门、专业、班级",
        required=False,
        help_text="部门的专业、班级、教师，专业的班级，班级的学生，以及他们的各项记录随之划出。",
        error_messages={"invalid_choice": "所选内容已不在这所学校，请重新选择。"},
    )
    teachers = forms.CharField(
        label="另外划出的教师",
        max_length=4000,
        required=False,
        help_text="填教工号，每行一个，或用“、”隔开。",
    )
    widgets = {"teachers": "textarea"}
    parts: Parts = (
        ("新学校", ("name", "code", "school_type", "region")),
        ("划出的内容", ("chosen", "teachers")),
        ("依据", ("basis",)),
    )

    def __init__(self, *args, org: Org, **kwargs):
        kwargs.setdefault("initial", {"school_type": org.school_type, "region": org.region})
        super().__init__(*args, org=org, **kwargs)
        self.field("chosen", forms.MultipleChoiceField).choices = [
            (f"{key}:{pk}", f"{registry.record_form(key).label} {name}")
            for key in split.CHOICES
            for pk, name in _named(org, registry.record_form(key))
        ]

    def clean_teachers(self) -> list[int]:
        """Ids of the teachers of these numbers."""
        wanted = set(
            fold(
                self.cleaned_data["teachers"].replace("\n", " ").replace("、", " ").replace("，", " ")
            ).split()
        )
        found = registry.record_form(split.PEOPLE).resolve(self.org.pk, wanted)
        if missing := sorted(wanted - found.keys()):
            raise ValidationError(f"没有教工号为“{'、'.join(missing[:10])}”的教师，请核对。")
        return [ids[0] for ids in found.values()]

    def picked(self) -> dict[str, tuple[int, ...]]:
        """Ids of the records that go along, by form."""
        found: dict[str, list[int]] = {split.PEOPLE: self.cleaned_data["teachers"]}
        for value in self.cleaned_data["chosen"]:
            key, _, pk = value.partition(":")
            found.setdefault(key, []).append(int(pk))
        return {key: tuple(sorted(ids)) for key, ids in found.items()}

    def clean(self) -> dict[str, Any]:
        """What was chosen, by form."""
        super().clean()
        data = self.cleaned_data
        if "chosen" in data and "teachers" in data:
            data["picked"] = self.picked()
        return data

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name == "chosen":
            box |= {"widget": "multiselect", "width": 3}
        if name == "teachers":
            box["width"] = 3
        return box


def _named(org: Org, form: Form) -> list[tuple[int, str]]:
    """Records of a form with number and name, by number."""
    naming = dict.fromkeys([*form.key_columns, *form.title_columns])
    columns = [column for column in naming if not column.private]
    rows = form.fetch(form.model.unscoped.filter(school_id=org.pk).order_by(*form.ordering), columns)
    return [
        (pk, " ".join(column.text(value) for column, value in zip(columns, values, strict=True)))
        for (pk,), values in rows
    ]


def _resumed_type(org: Org) -> str:
    """A vocational school that had stopped becomes a resumed one; other bodies stay what they are."""
    return SchoolType.RESUMED if org.school_type == SchoolType.CONTINUING else org.school_type
