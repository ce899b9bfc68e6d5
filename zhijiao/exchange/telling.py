"""The log of the exchange, and what of it the audit log tells."""

from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.exchange.models import LogLine, Package, Partner

LONGEST = 500


def tell(
    partner: Partner | None, text: str, *, package: Package | None = None, bad: bool = False, who: str = ""
) -> None:
    """A line of the log."""
    LogLine.objects.create(
        partner=partner, package=package, at=timezone.now(), bad=bad, text=text[:LONGEST], who=who[:60]
    )


def audit(partner: Partner, done: str, subject: str = "", **detail: str | int) -> None:
    """What people and programs did with packages and keys, for the audit log."""
    record(
        Event.EXCHANGE,
        org=partner.node_id,
        subject=subject or str(partner.node),
        detail={"done": done, **detail},
    )


def tell_once(partner: Partner, text: str) -> None:
    """A line about trouble, unless the last one says the same."""
    last = LogLine.objects.filter(partner=partner).values_list("text", flat=True).first()
    if last != text[:LONGEST]:
        tell(partner, text, bad=True)


def audit_own(done: str, fingerprint: str) -> None:
    """What was done with a key of our own."""
    record(Event.EXCHANGE, subject="本方密钥", detail={"done": done, "fingerprint": fingerprint})
