"""The list of events and the code agree."""

import ast

from tests.house.sources import code, name, tree
from zhijiao.audit.events import Event

NAMES = ("Event", "AuditEvent")
"""What the list is called where it is used; by its second name beside events of another kind."""


def test_every_event_is_told_somewhere():
    told = set()
    for path in code():
        if name(path).startswith("zhijiao/audit/events"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in NAMES:
                told.add(node.attr)
    assert told >= {event.name for event in Event}
