"""How the cells of our workbooks look, as XlsxWriter takes it."""

from typing import Any

_HEAD = {"bold": True, "border": 1, "border_color": "#C6CDD8", "bg_color": "#EEF2F8", "valign": "vcenter"}
FORMATS: dict[str, dict[str, Any]] = {
    "plain": {},
    "text": {"num_format": "@"},
    "number": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 13},
    "scope": {"bold": True, "font_color": "#8A5A00"},
    "head": _HEAD,
    "required": {**_HEAD, "font_color": "#C00000"},
    "private": {**_HEAD, "bg_color": "#E9E1F5"},
    "private_required": {**_HEAD, "bg_color": "#E9E1F5", "font_color": "#C00000"},
    "lookup": {**_HEAD, "bg_color": "#E3E5E8", "font_color": "#7A828E"},
    "wrong": {
        "num_format": "@",
        "bg_color": "#FDE0E0",
        "font_color": "#B00020",
        "border": 1,
        "border_color": "#B00020",
    },
    "twice": {"num_format": "@", "bg_color": "#FFF2CC", "border": 1, "border_color": "#B7791F"},
}
