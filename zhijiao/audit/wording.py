"""The facts of an entry in words, for pages and files."""

from collections.abc import Callable, Mapping
from typing import Any

LABELS = {
    "done": "操作",
    "why": "原因",
    "reason": "理由",
    "rows": "条数",
    "created": "新增",
    "updated": "更新",
    "format": "格式",
    "columns": "列数",
    "conditions": "查询条件",
    "forms": "表单",
    "form": "表单",
    "field": "项目",
    "batch": "批次",
    "file": "文件编号",
    "record": "记录编号",
    "bytes": "字节数",
    "from": "来源",
    "by": "方式",
    "kind": "类别",
    "round": "填报轮次",
    "until": "截止日期",
    "fields": "改动项",
    "changed": "改动",
    "roles": "功能角色",
    "portal": "入口",
    "device": "设备",
    "days": "有效天数",
    "months": "保存月数",
    "seq": "清理到序号",
    "keys": "数据密钥数",
    "blinds": "盲索引数",
    "master": "主密钥指纹",
    "rewritten": "重新加密条数",
    "code": "代码",
    "codes": "学校标识码",
    "school": "学校",
    "asked": "检查次数",
    "leaks": "不符之处",
    "before": "改前",
    "after": "改后",
    "name": "名称",
    "note": "备注",
    "grants": "权限",
    "column": "项目",
    "rule": "规则",
    "step": "处理",
    "findings": "问题数",
    "basis": "依据",
    "summary": "概要",
    "amount": "数量",
    "limit": "限额",
    "usual": "平日数量",
    "unit": "单位",
    "sequence": "数据包序号",
    "fingerprint": "密钥指纹",
    "outcome": "核实结果",
    "number": "编号",
    "version": "版本",
    "edition": "版次",
    "year": "年度",
    "category": "类别",
    "token": "令牌编号",
    "rows_of_other_forms": "其他表单条数",
    "revision": "版次",
    "digest": "摘要值",
    "private": "含隐私数据",
    "indicator": "指标",
    "month": "月份",
    "province": "省份",
    "schools": "学校数",
    "settled": "已处理学校数",
    "found": "比对条数",
    "held": "暂不采用条数",
    "provider": "统一身份认证",
    "job": "任务编号",
    "path": "任务",
    "value": "数值",
    "valid_from": "起始日期",
    "valid_to": "终止日期",
}
"""Chinese names of the keys of ``detail``; a key without one is shown as it is."""


_CODES = {"kind", "step", "rule", "form", "path"}
"""Keys that may hold a code of the program; what it means stands in the entry's subject."""


_TELLERS: dict[str, Callable[[list[str]], str]] = {}


def told_by(key: str, teller: Callable[[list[str]], str]) -> None:
    """Have the lists kept under a key told by a function of the package that wrote them."""
    _TELLERS[key] = teller


def in_words(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and text of each fact; of a change the former and the new value."""
    found = []
    for key, value in detail.items():
        if value in (None, "", [], {}) or (key in _CODES and str(value).isascii()):
            continue
        if key == "changed" and isinstance(value, Mapping):
            text = "；".join(
                f"{name}由“{former or '空'}”改为“{new or '空'}”" for name, (former, new) in value.items()
            )
        else:
            text = _said(key, value)
        found.append((LABELS.get(key, key), text))
    return found


def _said(key: str, value: Any) -> str:
    """A value by the words of whoever wrote it, else as it stands."""
    teller = _TELLERS.get(key)
    return teller(value) if teller and isinstance(value, list) and value else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(f"{LABELS.get(key, key)} {_said(key, each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "、".join(_plain(each) for each in value)
    return str(value)
