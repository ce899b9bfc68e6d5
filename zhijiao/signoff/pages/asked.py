"""What a request asks for: the round, and the version that its page was drawn from."""

from zhijiao.catalogue.matrix import Round, filing_round, round_keys
from zhijiao.filing.pages.context import selected_round
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number


def filing_of(request: ActorRequest) -> Round:
    """The round that the page of a step showed, else that of the year chosen in the top bar.

    Another year may have been chosen in another window since the page was drawn.
    """
    sent = request.POST.get("round", "")
    if sent in round_keys():
        return filing_round(sent)
    return selected_round(request)


def version_of(request: ActorRequest) -> int:
    """The version of the submission that the page was drawn from; 0 fits none."""
    return whole_number(request.POST.get("version", "")) or 0
