"""What the pages of 办学条件 begin with: the round, the school, the addresses of amounts."""

from urllib.parse import urlencode

from django.urls import reverse

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.pages.context import selected_year
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.requests import ActorRequest
from zhijiao.indicators.book import INGREDIENTS
from zhijiao.orgs.models import Org

TITLE = "办学条件"


def is_settled(filing: Round) -> bool:
    """Whether another round has followed, so that its figures do not move any more."""
    return filing.key != current_round().key


def address(request: ActorRequest, name: str, school: Org | None, **more: object) -> str:
    """An address of this area that keeps the school for those above it, and the year if one was asked for."""
    pairs = {} if school is None or request.actor.is_school else {"school": school.pk}
    if "year" in request.GET:
        pairs["year"] = selected_year(request)
    args = [more.pop("part")] if "part" in more else []
    query = urlencode({**pairs, **{key: value for key, value in more.items() if value not in ("", None)}})
    path = reverse(f"indicators:{name}", args=args)
    return f"{path}?{query}" if query else path


def amount_address(request: ActorRequest, school: Org, key: str, year: int) -> str:
    """Where the records behind an amount are shown: the form's page of the year, or the list of those counted."""
    ingredient = INGREDIENTS[key]
    if not ingredient.item:
        return address(request, "rows", school, part=key)
    query = {} if request.actor.is_school else {"school": school.pk}
    form = registry().by_model(ingredient.form)
    return f"{reverse('filing:list', args=[form.key])}?{urlencode({**query, 'year': year})}"
