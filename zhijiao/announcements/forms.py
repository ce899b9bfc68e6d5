"""The boxes of an announcement, and what is said of what was typed there."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zhijiao.announcements import audience
from zhijiao.announcements.models import BODY, REASON, TITLE, Announcement
from zhijiao.announcements.publishing import Wording
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_form import Box, PageForm
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org, SchoolType

Reach = Announcement.Reach
USUAL_DAYS = 90
_LOOKS: dict[str, Box] = {
    "title": {"width": 3},
    "body": {"width": 3, "rows": 12},
    "nodes": {"width": 3, "rows": 5},
    "must_read": {"display": "收到的人确认已阅读前，每页上方都有提示"},
    "pinned": {"display": "排在列表最前"},
}
"""How boxes differ from the usual ones on the page."""


class AnnouncementForm(PageForm):
    """What an author writes, and to whom."""

    widgets = {
        "body": "textarea",
        "levels": "multiselect",
        "types": "multiselect",
        "nodes": "textarea",
        "must_read": "checkbox",
        "pinned": "checkbox",
        "expires_on": "date",
    }

    title = forms.CharField(label="标题", max_length=TITLE)
    body = forms.CharField(
        label="正文",
        max_length=BODY,
        help_text="纯文本，空一行为新段落；以 http:// 或 https:// 开头的网址显示为链接。",
    )
    reach = forms.ChoiceField(label="发送范围")
    levels = forms.MultipleChoiceField(label="级别", required=False, help_text="发送范围为“按级别”时选择。")
    types = forms.MultipleChoiceField(
        label="学校类型",
        choices=SchoolType.choices,
        required=False,
        help_text="发送范围为“按学校类型”时选择。",
    )
    nodes = forms.CharField(
        label="指定单位",
        required=False,
        max_length=200_000,
        help_text="发送范围为“指定单位”时填写，每行一个单位名称或代码，可从表格整列粘贴；主管部门包括其全部下级。",
    )
    expires_on = forms.DateField(
        label="有效期至", required=False, help_text="过期后不再提示，仍可在“已过期”中查看；不填则长期有效。"
    )
    must_read = forms.BooleanField(label="必读", required=False)
    pinned = forms.BooleanField(label="置顶", required=False)
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, org: Org, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        self.field("reach", forms.ChoiceField).choices = audience.reaches(org)
        self.field("levels", forms.MultipleChoiceField).choices = audience.levels_below(org)
        self.fields["expires_on"].error_messages["invalid"] = "有效期不是日期，请填如 2026-09-01。"
        for name in ("reach", "levels", "types"):
            self.fields[name].error_messages["invalid_choice"] = (
                f"{self.fields[name].label}不在选项中，请重新选择。"
            )
        if org.is_school:
            for name in ("levels", "types", "nodes"):
                del self.fields[name]

    @classmethod
    def blank(cls, org: Org) -> "AnnouncementForm":
        """An empty form with what is usual."""
        until = timezone.localdate() + timedelta(days=USUAL_DAYS)
        return cls(org=org, initial={"reach": audience.reaches(org)[0][0], "expires_on": until.isoformat()})

    @classmethod
    def showing(cls, found: Announcement) -> "AnnouncementForm":
        """The form as a draft stands."""
        rules = list(found.audience.select_related("node").order_by("pk"))
        facts = {
            name: getattr(found, name)
            for name in ("title", "body", "reach", "must_read", "pinned", "version")
        }
        facts["expires_on"] = found.expires_on.isoformat() if found.expires_on else ""
        facts["levels"] = [rule.level for rule in rules if found.reach == Reach.LEVELS]
        facts["types"] = [rule.school_type for rule in rules if found.reach == Reach.TYPES]
        facts["nodes"] = "\n".join(rule.node.name for rule in rules if found.reach == Reach.NODES)
        return cls(org=found.org, initial=facts)

    def boxes(self, *names: str) -> list[Box]:
        """The boxes at the sizes that their words need."""
        made = super().boxes(*names)
        for box in made:
            box.update(_LOOKS.get(box["name"], {}))
        return made

    def clean_title(self) -> str:
        """One line, as fonts allow it."""
        title = " ".join(fold(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError("请填写标题。")
        return title

    def clean_expires_on(self) -> Any:
        """Not in the past."""
        until = self.cleaned_data["expires_on"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError("有效期已过，请填今天或以后的日期。")
        return until

    def clean(self) -> dict[str, Any]:
        """What belongs to the reach that was chosen."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        reach = found.get("reach")
        if reach == Reach.LEVELS and not found.get("levels"):
            self.add_error("levels", "请至少选择一个级别。")
        if reach == Reach.TYPES and not found.get("types"):
            self.add_error("types", "请至少选择一种学校类型。")
        if reach == Reach.NODES and "nodes" in found:
            self._find_nodes(found)
        return found

    def _find_nodes(self, found: dict[str, Any]) -> None:
        named = list(dict.fromkeys(line.strip() for line in found["nodes"].splitlines() if line.strip()))
        if not named:
            self.add_error("nodes", "请填写单位名称或代码，每行一个。")
            return
        if len(named) > audience.MOST_NODES:
            self.add_error(
                "nodes",
                f"最多指定 {audience.MOST_NODES} 个单位，现有 {len(named)} 个。请改为按级别或学校类型发送。",
            )
            return
        ids, problems = nodes_named(self.org, named)
        found["node_ids"] = tuple(ids)
        if problems:
            more = f"；另有 {len(problems) - 5} 行有同样的问题" if len(problems) > 5 else ""
            self.add_error("nodes", "；".join(problems[:5]) + more + "。请改正或删去后再保存。")

    def wording(self) -> Wording:
        """What was typed, once it is valid."""
        given = self.cleaned_data
        return Wording(
            title=given["title"],
            body=given["body"].replace("\r\n", "\n").strip(),
            reach=given["reach"],
            levels=tuple(given.get("levels", ())),
            types=tuple(given.get("types", ())),
            nodes=given.get("node_ids", ()),
            must_read=given["must_read"],
            pinned=given["pinned"],
            expires_on=given["expires_on"],
        )

    @property
    def shown_version(self) -> int:
        """The version of the draft that the page has shown."""
        return whole_number(self.cleaned_data.get("version")) or 0


class WithdrawForm(PageForm):
    """Why an announcement is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=REASON, help_text="收到通知的人会看到。")


def nodes_named(org: Org, named: list[str]) -> tuple[list[int], list[str]]:
    """The nodes below that lines name, and what is wrong with lines; one statement whatever their number."""
    by_word: dict[str, set[int]] = {}
    below = Org.objects.active().subtree(org.path).exclude(pk=org.pk)
    for pk, name, code in below.values_list("pk", "name", "code"):
        by_word.setdefault(name, set()).add(pk)
        by_word.setdefault(code, set()).add(pk)
    ids: list[int] = []
    problems: list[str] = []
    for number, word in enumerate(named, 1):
        fitting = by_word.get(word, set())
        if len(fitting) == 1:
            ids.extend(fitting)
        elif fitting:
            problems.append(f"第 {number} 行“{word[:40]}”对应不止一个单位，请改填代码或全称")
        else:
            problems.append(f"第 {number} 行“{word[:40]}”不是本单位下级的名称或代码")
    return ids, problems
