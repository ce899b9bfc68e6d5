"""Cutting lists into pages: Django's paginator, with what the pager on the page needs besides."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from zhijiao.kit.numbers import whole_number

SIZES = (20, 50, 100)


class ListPaginator(Paginator):  # type: ignore[type-arg]  # generic to type checkers alone
    """A paginator that also knows the rest of the list's address and the page sizes to choose from."""

    def __init__(
        self, rows: Any, size: int, *, query: str = "", sizes: Sequence[int] = SIZES, total: int | None = None
    ) -> None:
        super().__init__(rows, size)
        self.query = query
        self.sizes = sizes
        if total is not None:
            self.count = total  # known already; Django keeps its own count in the same place

    def get_page(self, number: Any) -> "Page[Any]":
        """The page asked for, or the nearest there is; the first for what is no number."""
        return self.page(min(max(whole_number(number) or 1, 1), self.num_pages))


def page_of(
    rows: Any,
    params: Mapping[str, str],
    *,
    query: str | None = None,
    sizes: Sequence[int] = SIZES,
    usual: int | None = None,
    total: int | None = None,
) -> "Page[Any]":
    """The page of ordered rows (a query set or a list) that an address asks for with ``page`` and ``size``.

    ``query`` is what the links to other pages carry along, by default all other parameters; ``usual`` the size where
    none of the ``sizes`` is asked for, by default the first; ``total`` the number of rows, where it is known already.
    """
    asked = whole_number(params.get("size"))
    size = asked if asked is not None and asked in sizes else usual or sizes[0]
    if query is None:
        query = urlencode(
            [(key, value) for key, value in params.items() if key not in ("page", "size") and value]
        )
    return ListPaginator(rows, size, query=query, sizes=sizes, total=total).get_page(params.get("page"))
