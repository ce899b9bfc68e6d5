"""Judgements that only the forms of 产教融合 need."""

from zhijiao.filing.declare import check_credit_code, check_org_code

LONGEST_ORGANISATION_CODE = 10


def organisation_code_reason(text: str) -> str | None:
    """Reason why a text is neither a unified social credit code (18) nor an organisation code (9), or None."""
    return check_credit_code(text) if len(text) > LONGEST_ORGANISATION_CODE else check_org_code(text)
