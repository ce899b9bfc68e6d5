"""A tree of authorities, people at every stage, and a case that they move."""

from dataclasses import dataclass, field

import pytest

from tests import sample
from tests.accounts.places import plant
from zhijiao.cases import moving
from zhijiao.cases.models import Case
from zhijiao.cases.moving import Subject, Wish
from zhijiao.filing.schema import registry
from zhijiao.identity import rights

WAY = {
    "hand_in": ("clerk", "hand_in-writer"),
    "pass": ("supervisor", "pass-auditor"),
    "send_back": ("supervisor", "send_back-auditor"),
    "submit": ("principal", "submit-head"),
    "withdraw": ("principal", "withdraw-head"),
    "county": ("county", "pass_up-authority"),
    "city": ("city", "pass_up-authority"),
    "province": ("province", "select-authority"),
    "nominate": ("province", "pass_up-authority"),
    "ministry": ("ministry", "select-authority"),
}
UP = ("hand_in", "pass", "submit", "county", "city", "province")


@dataclass
class Desk:
    """Everybody who handles a case, and ways to make the moves."""

    tree: object
    form: object
    people: dict = field(default_factory=dict)
    records: int = 0

    def actor(self, who):
        """Somebody as he acts now."""
        return rights.actor_for(self.people[who])

    def write(self, **cells):
        """A record written by the clerk; its id."""
        self.records += 1
        made = sample.frame(self.tree.school, self.form, first=self.records, **{"author": "js002"} | cells)
        assert made.clean, made.problems
        return sample.write(self.actor("clerk"), self.tree.school, made).ids[0]

    def subject(self, record_id):
        """What a move of a record is about."""
        facts = (
            sample.stored(self.tree.school, self.form)
            .filter(pk=record_id)
            .values("title", "year", "gaps")
            .get()
        )
        case = Case.objects.select_related("school", "holder", "selector").filter(record_id=record_id).first()
        return Subject(
            self.form, self.tree.school, record_id, facts["title"], facts["year"], facts["gaps"], case
        )

    def act(self, record_id, who, move, reason="理由", **more):
        """One move by somebody."""
        about = self.subject(record_id)
        seen = about.case.version if about.case else 0
        return moving.make(self.actor(who), about, Wish(move, seen, reason, **more))

    def go(self, record_id, *steps):
        """Several moves of the usual way."""
        for step in steps:
            case = self.act(record_id, *WAY[step])
        return case


@pytest.fixture
def desk(db):
    return make_desk()


def make_desk(above="county"):
    """The tree with a school under an authority, and people in it."""
    tree = plant()
    tree.school = sample.school(7, under=getattr(tree, above))
    made = Desk(tree, registry.get("moral_case"))
    sample.fill(tree.school, "teacher", 4)
    for who in ("clerk", "supervisor", "principal", "reader"):
        made.people[who] = sample.user(tree.school, f"school_{who}", username=f"case-{who}")
    for level in ("county", "city", "province", "ministry"):
        node = getattr(tree, level)
        made.people[level] = sample.user(node, f"{level}_auditor", username=f"case-{level}")
    made.people["neighbour"] = sample.user(tree.sister, "school_clerk", username="case-neighbour")
    made.people["elsewhere"] = sample.user(
        tree.elsewhere, f"{tree.elsewhere.level}_auditor", username="case-else"
    )
    made.people["foreigner"] = sample.user(tree.foreign, "school_clerk", username="case-foreigner")
    return made
