"""与上一版本的差异: what has become of forms, items and code tables between two snapshots, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ADDED, REMOVED, CHANGED = "新增", "取消", "变更"
MOST_NAMED = 20
_FACTS = {
    "label": "名称", "type": "类型", "length": "长度", "unit": "单位", "required": "必填", "required_when": "必填条件",
    "optional_for": "选填的学校类型", "private": "隐私", "code_table": "代码表", "ref": "引用表单", "moment": "时点",
    "source": "来源", "system": "来源系统", "system_field": "来源系统字段",
    "note": "含义与填法", "period": "填报周期", "host": "所属表单", "title": "名称",
    "standard": "标准", "edition": "版本",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change. `kind` is form or code_table; `item` is empty where it is meant as a whole."""

    change: str
    kind: str
    key: str
    label: str
    item: str = ""
    item_label: str = ""
    #: What was changed, each with its former and its new value.
    facts: tuple[tuple[str, str, str], ...] = ()


def between(former: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What has changed from one snapshot to the next, in the order of the new one; what is gone comes last."""
    return [
        *_forms(former["forms"], now["forms"]),
        *_tables(former["code_tables"], now["code_tables"]),
    ]


def _forms(former: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for key, form in now.items():
        before = former.get(key)
        if before is None:
            yield Change(ADDED, "form", key, form["label"])
            continue
        if facts := _facts(before, form, ("label", "period", "host")):
            yield Change(CHANGED, "form", key, form["label"], facts=facts)
        yield from _items(key, form["label"], before["items"], form["items"])
    for key in former.keys() - now.keys():
        yield Change(REMOVED, "form", key, former[key]["label"])


def _items(key: str, label: str, former: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name, item in now.items():
        before = former.get(name)
        if before is None:
            yield Change(ADDED, "form", key, label, name, item["label"])
        elif facts := _facts(before, item, tuple(dict.fromkeys((*before, *item)))):
            yield Change(CHANGED, "form", key, label, name, item["label"], facts)
    for name in (name for name in former if name not in now):
        yield Change(REMOVED, "form", key, label, name, former[name]["label"])


def _tables(former: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for key, table in now.items():
        before = former.get(key)
        if before is None:
            yield Change(ADDED, "code_table", key, table["title"])
            continue
        facts = _facts(before, table, ("title", "standard", "edition")) + _codes(
            before["codes"], table["codes"]
        )
        if facts:
            yield Change(CHANGED, "code_table", key, table["title"], facts=facts)
    for key in sorted(former.keys() - now.keys()):
        yield Change(REMOVED, "code_table", key, former[key]["title"])


def _facts(
    before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (_FACTS.get(name, name), _words(before.get(name)), _words(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def _codes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Codes that came, went, or have another name; of many the first and how many there are."""
    new = [f"{code} {after[code]}" for code in after if code not in before]
    gone = [f"{code} {before[code]}" for code in before if code not in after]
    renamed = [code for code in after if code in before and before[code] != after[code]]
    found = [("新增代码", "", _several(new)), ("停用代码", _several(gone), "")]
    found.append(
        (
            "代码改名",
            _several([f"{code} {before[code]}" for code in renamed]),
            _several([f"{code} {after[code]}" for code in renamed]),
        )
    )
    return tuple(each for each in found if each[1] or each[2])


def _several(texts: list[str]) -> str:
    more = f" 等 {len(texts)} 个" if len(texts) > MOST_NAMED else ""
    return "、".join(texts[:MOST_NAMED]) + more


def _words(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    return "、".join(value) if isinstance(value, list) else str(value)
