"""Cutting lists into pages, for the account pages."""

from urllib.parse import urlencode

SIZES = (20, 50, 100)


class Page:
    """One page of a query set, with what the pager needs: total, page, pages, size, sizes, query."""

    sizes = SIZES

    def __init__(self, rows, params):
        self.size = _whole(params.get("size"), SIZES[0])
        if self.size not in SIZES:
            self.size = SIZES[0]
        self.total = rows.count()
        self.pages = max(1, -(-self.total // self.size))
        self.page = min(max(1, _whole(params.get("page"), 1)), self.pages)
        start = (self.page - 1) * self.size
        self.rows = list(rows[start : start + self.size])
        kept = [(key, value) for key, value in params.items() if key not in ("page", "size") and value]
        self.query = urlencode(kept)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
