"""Numbers of records of another installation, so that those of all provinces stand beside each other here.

A record keeps its number within a span of its province's own. References between records are reckoned the same way,
so nothing has to be looked up, and a package that is applied twice meets the same records.
"""

SPAN = 2**44
"""Numbers of one installation; 99 of them stay below what a browser's script counts exactly."""
MOST_BLOCKS = 99


def here(block: int, number: int) -> int:
    """The number under which a record of a province stands here."""
    return block * SPAN + number


def there(block: int, number: int) -> int:
    """The number that a record from a province has in its own installation; one of others is negative or too large."""
    return number - block * SPAN


def fits(number: object) -> bool:
    """Whether a number can be one of another installation."""
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number < SPAN
