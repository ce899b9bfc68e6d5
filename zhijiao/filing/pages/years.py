"""Which years one can work in, and what they are called."""

from collections.abc import Collection, Iterable

from zhijiao.catalogue.matrix import filing_round, round_keys
from zhijiao.filing.records.counts import Counter
from zhijiao.kit.periods import Period, year_label


def round_years() -> list[int]:
    """School years that have a filing round."""
    return sorted(filing_round(key).academic_year for key in round_keys())


def years_offered(counters: Iterable[Counter], forms: Collection[str], chosen: int) -> list[int]:
    """Years of the rounds, the one that follows for daily records, the chosen one, and every year with records.

    Only records of ``forms`` count: the years of others would tell that there are some.
    """
    rounds = round_years()
    filled = {year for form, year, _term, rows, *_ in counters if year and rows > 0 and form in forms}
    return sorted({*rounds, rounds[-1] + 1, chosen, *filled})


def year_name(period: Period, year: int) -> str:
    """A year as the pages of a form name it: 2020学年, or 2020年度 of calendar years."""
    return f"{year}年度" if period is Period.CALENDAR_YEAR else year_label(year)
