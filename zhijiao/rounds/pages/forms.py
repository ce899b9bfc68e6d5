"""What people type about rounds."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijiao.catalogue.round_facts import LEVELS, Round
from zhijiao.catalogue.round_files import DAYS
from zhijiao.kit.dates import parse_date
from zhijiao.kit.page_form import PageForm
from zhijiao.orgs.models import Level
from zhijiao.rounds.province_changes import OWN_LEVELS

DAY_LABELS = {
    "academic_from": "学年开始",
    "academic_to": "学年结束",
    "calendar_from": "自然年开始",
    "calendar_to": "自然年结束",
    "opens": "开始填报",
    "closes": "结束填报",
}
LAST_DAYS = {level: f"{Level(level).label}截止日期" for level in LEVELS}


class DayField(forms.CharField):
    """A day, typed in any of the usual ways."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> date | None:
        """The day; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            raise ValidationError(f"{error}。") from error


class CopyForm(PageForm):
    """The school year of the next round."""

    year = forms.RegexField(
        r"^[0-9]{4}$",
        label="学年",
        help_text="四位年份，例：2021 表示 2021—2022 学年。日期按学年之差顺延，建立后可以修改。",
        error_messages={"invalid": "学年应为四位年份，例：2021。"},
    )


class HeadForm(PageForm):
    """Title, days and deadlines of a round."""

    widgets = dict.fromkeys([*DAYS, *LEVELS], "date")
    title = forms.CharField(label="名称", max_length=40)
    academic_from = DayField(label=DAY_LABELS["academic_from"])
    academic_to = DayField(label=DAY_LABELS["academic_to"])
    calendar_from = DayField(label=DAY_LABELS["calendar_from"])
    calendar_to = DayField(label=DAY_LABELS["calendar_to"])
    opens = DayField(label=DAY_LABELS["opens"])
    closes = DayField(label=DAY_LABELS["closes"], help_text="各级没有另行规定时，也是各级的截止日期。")
    school = DayField(label=LAST_DAYS["school"], required=False)
    county = DayField(label=LAST_DAYS["county"], required=False)
    city = DayField(label=LAST_DAYS["city"], required=False)
    province = DayField(label=LAST_DAYS["province"], required=False)
    ministry = DayField(label=LAST_DAYS["ministry"], required=False)
    source = forms.CharField(label="依据", max_length=300, required=False, help_text="文件名称和文号。")
    note = forms.CharField(label="说明", max_length=300, required=False)

    @classmethod
    def typed(cls, filing: Round) -> dict[str, Any]:
        """The boxes as they stand for a round."""
        typed = {name: getattr(filing, name) for name in ("title", *DAYS, "source", "note")}
        return {**typed, **filing.deadlines}

    def facts(self) -> dict[str, Any]:
        """What was typed, as :func:`zhijiao.rounds.round_changes.edit_head` takes it."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("title", *DAYS, "source", "note")}
        return {**facts, "deadlines": {level: data[level] for level in LEVELS if data[level]}}


class ProvinceForm(PageForm):
    """The province's own deadlines; what is left empty stays the ministry's."""

    widgets = dict.fromkeys(OWN_LEVELS, "date")
    school = DayField(label=LAST_DAYS["school"], required=False)
    county = DayField(label=LAST_DAYS["county"], required=False)
    city = DayField(label=LAST_DAYS["city"], required=False)
    province = DayField(label=LAST_DAYS["province"], required=False)
    note = forms.CharField(label="说明", max_length=300, required=False, help_text="例：文件名称和文号。")

    def days(self) -> dict[str, date]:
        """The days that were typed, by level."""
        return {level: self.cleaned_data[level] for level in OWN_LEVELS if self.cleaned_data[level]}
