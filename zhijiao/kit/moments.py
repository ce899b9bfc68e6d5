"""时点: the days by which stock is counted. One vocabulary for items, rules, summaries and indicators."""

import enum


class Moment(enum.StrEnum):
    """A day that every school year, or every filing, has once."""

    YEAR_BEGINS = "学年初9月1日"
    YEAR_ENDS = "学年末8月31日"
    CALENDAR_YEAR_ENDS = "自然年末12月31日"
    FILING = "填报时"
