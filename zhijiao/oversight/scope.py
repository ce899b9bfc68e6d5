"""What an address asks of a board, and what its reader may know: a node of his part of the tree, forms he may view."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.catalogue.matrix import Place, Round, module_titles, round_for
from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Level, Org, SchoolType

NOT_FOR_SCHOOLS = "督导看板由主管部门使用，学校没有这个页面。"


@dataclass(frozen=True)
class Scope:
    """An authority in a round, as one reader may know it.

    ``kind`` is a kind of school, ``module`` a module of forms; empty means all of them.
    """

    actor: Actor
    filing: Round
    node: Org
    kind: str = ""
    module: str = ""

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places of the menu whose forms the reader may view now, by slug; of the module where one is asked for."""
        seen = set() if access.sees_own_rows_only(self.actor) else {f.key for f in access.forms(self.actor)}
        listed = round_for(self.filing, self.node).places
        return {
            place.slug: place for place in listed if place.form in seen and self.module in ("", place.module)
        }

    @cached_property
    def whole(self) -> bool:
        """Whether figures of all forms may be shown as they are kept: of no module, to a reader of every form."""
        return not self.module and access.sees_every_form(self.actor)

    @property
    def is_own(self) -> bool:
        """Whether the node is the reader's own."""
        return self.node.pk == self.actor.org_id

    @property
    def above(self) -> list[Org]:
        """The authorities between the reader's own and the node, from the top; the own one first."""
        found: list[Org] = []
        org = self.node
        while org.pk != self.actor.org_id and org.parent is not None:
            org = org.parent
            found.insert(0, org)
        return found

    @property
    def whole_country(self) -> bool:
        """Whether every school lies under the node, so that nothing has to be narrowed."""
        return self.node.parent_id is None

    def schools(self, **changes: str | int) -> str:
        """The list of schools under these conditions, some of them changed."""
        return address_of("oversight:schools") + self.query(**changes)

    def query(self, **changes: str | int) -> str:
        """The conditions as the end of an address, some of them changed; those that say nothing are left out."""
        kept: dict[str, str | int] = {
            "area": "" if self.is_own else self.node.pk,
            "type": self.kind,
            "module": self.module,
        }
        pairs = [(key, value) for key, value in (kept | changes).items() if value != ""]
        return "?" + urlencode(pairs) if pairs else ""


def read(request: ActorRequest) -> Scope:
    """What the address of a board asks for.

    Raises:
        Http404: the reader is a school, or the node is none of his part of the tree.
    """
    return scope_of(request.actor, selected_round(request), request.GET)


def scope_of(actor: Actor, filing: Round, asked: Mapping[str, str]) -> Scope:
    """The same from conditions in words, for files that are made later."""
    if actor.is_school:
        raise Http404(NOT_FOR_SCHOOLS)
    kind, module = asked.get("type", ""), asked.get("module", "")
    return Scope(
        actor,
        filing,
        _node(actor, asked.get("area", "")),
        kind if kind in SchoolType.values else "",
        module if module in module_titles() else "",
    )


def _node(actor: Actor, asked: str) -> Org:
    """The authority named, or the reader's own."""
    number = whole_number(asked) if asked else actor.org_id
    found = _authority(number or 0, area=actor.org_path)
    if not found:
        raise Http404("没有这个主管部门，或不在您的管理范围内。")
    return found[0]


@statement
def _authority(node: int, *, area: str) -> QuerySet[Org]:
    rows = Org.objects.filter(pk=node, path__under=area).exclude(level=Level.SCHOOL)
    return rows.select_related("parent__parent__parent")
