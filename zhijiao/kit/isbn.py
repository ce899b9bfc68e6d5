"""Book numbers (GB/T 5795-2006), as the imprint page of a book has them."""

import re

_ISBN = re.compile(r"(?:97[89])?[0-9]{9}[0-9X]")


def check_isbn(text: str) -> str | None:
    """None for an ISBN of 13 digits (since 2007) or 10 with a right check digit, hyphens allowed, else the reason."""
    digits = text.upper().removeprefix("ISBN").replace("-", "").replace(" ", "")
    if not _ISBN.fullmatch(digits):
        return "书号应为13位（2007年以前出版的为10位），请照版权页填写，如 978-7-04-021200-6"
    if len(digits) == 13:
        right = (
            "X" not in digits and sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10 == 0
        )
    else:
        right = sum((10 if d == "X" else int(d)) * (10 - i) for i, d in enumerate(digits)) % 11 == 0
    return None if right else "书号的校验位不符，请对照版权页逐位核对"
