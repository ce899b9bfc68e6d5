"""What stands in the addresses of tokens of the API."""

from collections.abc import Mapping

from zhijiao.identity.models import ApiToken, TokenProfile
from zhijiao.selfcheck.things import FROM_OWN, MISSING, NOBODY, SELF, Filler, Ground, Thing


def _own_token(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """The clerk's: nobody else may know of it."""
    found = ApiToken.objects.filter(user=ground.cast.clerk.account).values_list("pk", flat=True).first()
    return Thing(found or MISSING, SELF)


def _token(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Of the school, for its administrator; those above it look after their own."""
    found = ApiToken.objects.filter(user__org=ground.school).values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _token_profile(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = TokenProfile.objects.filter(org=ground.school).values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


TOKENS: dict[str, Filler] = {
    "/manage/tokens/<int:pk>": _token,
    "/manage/tokens/profiles/<int:pk>": _token_profile,
    "/tokens/<int:pk>": _own_token,
}
