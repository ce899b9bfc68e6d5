"""The round an address names, for those who may know of it."""

from dataclasses import dataclass

from django.http import Http404

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.matrix import Round, current_round, filing_round, round_keys
from zhijiao.catalogue.models import MadeRound, RoundState
from zhijiao.identity.actor import Actor
from zhijiao.kit.numbers import whole_number
from zhijiao.rounds.round_changes import row_of
from zhijiao.rounds.round_rights import look_or_404, may_make

BADGES = {RoundState.DRAFT: "mute", RoundState.OPEN: "ok", RoundState.CLOSED: "warn"}


@dataclass(frozen=True)
class ShownRound:
    """A round with its row, which a shipped one has only when something was done with it here."""

    filing: Round
    row: MadeRound | None

    @property
    def version(self) -> int:
        """The version that a change has to name."""
        return self.row.version if self.row else 0

    @property
    def state(self) -> RoundState:
        """What may be done in it."""
        return RoundState(self.row.state if self.row else self.filing.state)

    @property
    def badge(self) -> str:
        """How its state is coloured."""
        return BADGES[self.state]

    @property
    def is_draft(self) -> bool:
        """Whether schools do not know of it."""
        return self.state is RoundState.DRAFT

    @property
    def shipped(self) -> bool:
        """Whether its matrix comes with the program and cannot be changed here."""
        return self.row is None or not self.row.body

    @property
    def is_current(self) -> bool:
        """Whether it is the one that schools are led to."""
        return self.filing.key == current_round().key

    @property
    def base(self) -> Round | None:
        """The round it was made from; none for one that ships."""
        key = self.row.copied_from if self.row else ""
        return filing_round(key) if key in round_keys() else None


def shown_round(actor: Actor, key: str) -> ShownRound:
    """The round with this key.

    Raises:
        Http404: there is none, it is a draft of others, or the actor has no business with rounds.
    """
    look_or_404(actor)
    row = row_of(key)
    if row is not None and (not row.is_draft or may_make(actor)):
        return ShownRound(kept_rounds.round_of(row), row)
    if row is None and key in round_keys():
        return ShownRound(filing_round(key), None)
    raise Http404("没有这个填报轮次，可能已被删除。")


def sent_version(text: str | None) -> int:
    """The version a page was drawn with; one that never was where nothing fit was sent."""
    number = whole_number(text or "")
    return -1 if number is None else number
