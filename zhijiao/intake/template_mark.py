"""What a template says of itself in its hidden sheet, so that an upload is recognised."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhijiao.filing.schema.form import Form
from zhijiao.kit.sent_json import read_sent


@dataclass(frozen=True)
class Mark:
    """What a template says of itself: version by form key, whose it is, for which year, when it was made."""

    title: str
    forms: Mapping[str, str]
    school: str
    school_name: str
    year: str
    made_at: str
    sheets: Mapping[str, str]

    def rows(self) -> list[tuple[str, str]]:
        """As name and value, for the hidden sheet."""
        return [
            ("说明", "系统据此识别模板，请勿改动"), ("title", self.title), ("forms", json.dumps(dict(self.forms))),
            ("school", self.school), ("school_name", self.school_name), ("year", self.year), ("made_at", self.made_at),
            ("sheets", json.dumps(dict(self.sheets), ensure_ascii=False)),
        ]  # fmt: skip

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> "Mark | None":
        """From what a hidden sheet says; None if it makes no sense."""
        try:
            forms, sheets = read_sent(facts["forms"]), read_sent(facts["sheets"])
        except (KeyError, ValueError):
            return None
        if not isinstance(forms, dict) or not isinstance(sheets, dict):
            return None
        title, school, school_name, year, made_at = (
            facts.get(name, "") for name in ("title", "school", "school_name", "year", "made_at")
        )
        return cls(title, forms, school, school_name, year, made_at, sheets)


def sheet_name(form: Form, taken: Iterable[str] = ()) -> str:
    """A sheet's name: the form's label without what Excel forbids, at most 31 characters."""
    name = "".join(" " if char in "[]:*?/\\'" else char for char in form.label)[:28].strip()
    return name if name not in taken else f"{name}{form.key[:2]}"
