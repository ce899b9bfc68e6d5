"""What a form declares whose records go through a workflow: the item that keeps the state, and what a state allows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workflow:
    """The item ``column`` (a ``State``) tells where a record stands.

    Only in the states ``open`` a record can be changed, and only in the states ``removable`` deleted, by whichever way;
    ``remedy`` says what to do instead. The workflow itself is an area of its own, which moves the state.
    """

    column: str
    open: frozenset[str]
    removable: frozenset[str]
    remedy: str
