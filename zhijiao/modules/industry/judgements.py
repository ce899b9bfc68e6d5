"""Judgements that only the forms of 产教融合 need."""

from decimal import Decimal

from zhijiao.filing.declare import check_credit_code, check_org_code

LONGEST_ORGANISATION_CODE = 10


def organisation_code_reason(text: str) -> str | None:
    """Reason why a text is neither a unified social credit code (18) nor an organisation code (9), or None."""
    return check_credit_code(text) if len(text) > LONGEST_ORGANISATION_CODE else check_org_code(text)


def no_more_destinations_than_finished(finished: int, stayed: int, hired: int, further: int) -> bool:
    """Apprentices who stay, work elsewhere or study further are among those who have finished."""
    return stayed + hired + further <= finished


def paid_if_stayed(stayed: int, wage: Decimal) -> bool:
    """Those who stay with the company are paid."""
    return stayed == 0 or wage > 0
