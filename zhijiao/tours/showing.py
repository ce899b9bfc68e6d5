"""Whether a page offers its tour, and remembering that it did."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import IntegerField, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from zhijiao.identity.actor import MANAGE, Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.tours.models import SeenTour
from zhijiao.tours.steps import VERSION, Tour, tour_for

if TYPE_CHECKING:
    from zhijiao.identity.backends import Carried


@dataclass(frozen=True, slots=True)
class Offer:
    """A tour on the first page of a portal: offered because it is `due`, or started because it was `asked` for."""

    tour: Tour
    portal: str
    due: bool
    asked: bool


def attribute(portal: str) -> str:
    """The attribute of an account that tells which version of the portal's tour it has seen."""
    return f"seen_tour_{portal}"


def seen_by(portal: str) -> "Carried":
    """Makes the part of the query for an account that fetches the version seen; 0 for none."""

    def expression(account: type[OuterRef]) -> Combinable:
        seen = SeenTour.objects.filter(user=account("pk"), portal=portal).order_by()
        return Coalesce(Subquery(seen.values("version"), output_field=IntegerField()), 0)

    return expression


def home_of(portal: str) -> str:
    """The page on which a portal's tour runs."""
    return address_of("web:manage_home" if portal == MANAGE else "web:home")


def asked_url(portal: str) -> str:
    """The address that starts a portal's tour."""
    return f"{home_of(portal)}?tour=1"


def offer(request: ActorRequest, actor: Actor, portal: str) -> Offer | None:
    """The tour of the page asked for; None elsewhere than on the first page, and while looking as somebody else."""
    if request.path != home_of(portal) or "school" in request.GET or request.viewing is not None:
        return None
    due = getattr(request.user, attribute(portal), VERSION) < VERSION
    asked = request.GET.get("tour") == "1"
    return Offer(tour_for(actor, portal), portal, due, asked) if due or asked else None


def remember(user_id: int, portal: str) -> None:
    """Do not offer this version of the portal's tour to the account again."""
    SeenTour.objects.update_or_create(user_id=user_id, portal=portal, defaults={"version": VERSION})
