"""What somebody can read, has read, and has still to read."""

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from zhijiao.announcements.audience import fitting, fitting_account
from zhijiao.announcements.models import Announcement, Audience, Receipt
from zhijiao.identity.models import User

State = Announcement.State


def addressed(user: User) -> QuerySet[Announcement]:
    """Everything that was ever published for the people of the account's node, withdrawn and replaced ones too."""
    told = fitting(user.org).values("announcement")
    return Announcement.objects.exclude(state=State.DRAFT).filter(pk__in=told).select_related("org")


def current(user: User) -> QuerySet[Announcement]:
    """Those that hold today."""
    return addressed(user).filter(_in_force(), state=State.PUBLISHED)


def expired(user: User) -> QuerySet[Announcement]:
    """Those that held once."""
    return addressed(user).filter(state=State.PUBLISHED, expires_on__lt=timezone.localdate())


def with_receipt(found: QuerySet[Announcement], user: User) -> QuerySet[Announcement]:
    """The same with `was_read` and `was_confirmed` of the account."""
    own = Receipt.objects.filter(announcement=OuterRef("pk"), user=user.pk)
    return found.annotate(was_read=Exists(own), was_confirmed=Exists(own.exclude(confirmed_at=None)))


def states(announcement: Announcement, user: User) -> tuple[bool, bool]:
    """Whether the account has opened it, and has confirmed to have read it."""
    own = Receipt.objects.filter(announcement=announcement, user=user).values_list("confirmed_at", flat=True)
    receipt = list(own[:1])
    return bool(receipt), receipt != [] and receipt[0] is not None


def note_read(announcement: Announcement, user: User) -> None:
    """Keep that somebody has opened it, once."""
    Receipt.objects.bulk_create(
        [Receipt(announcement=announcement, org_id=user.org_id, user=user, read_at=timezone.now())],
        ignore_conflicts=True,
    )


def confirm(announcement: Announcement, user: User) -> None:
    """Keep that somebody confirms to have read it, once."""
    note_read(announcement, user)
    Receipt.objects.filter(announcement=announcement, user=user, confirmed_at=None).update(
        confirmed_at=timezone.now()
    )


def unread_of(account: type[OuterRef]) -> Combinable:
    """How many current ones the account has not opened, as a part of the query that fetches it."""
    opened = Receipt.objects.filter(announcement=OuterRef("announcement"), user=OuterRef(account("pk")))
    return _number(_open(account).filter(~Exists(opened)))


def must_read_of(account: type[OuterRef]) -> Combinable:
    """How many current ones wait to be confirmed by the account, as a part of the query that fetches it."""
    confirmed = Receipt.objects.filter(
        announcement=OuterRef("announcement"), user=OuterRef(account("pk")), confirmed_at__isnull=False
    )
    return _number(_open(account).filter(~Exists(confirmed), announcement__must_read=True))


def _open(account: type[OuterRef]) -> QuerySet[Audience]:
    return fitting_account(account).filter(_in_force("announcement__")).order_by()


def _number(found: QuerySet[Audience]) -> Combinable:
    """How many announcements the rules are of; one may have several that fit."""
    number = Func(
        F("announcement"),
        function="COUNT",
        template="COUNT(DISTINCT %(expressions)s)",
        output_field=IntegerField(),
    )
    return Coalesce(Subquery(found.annotate(number=number).values("number")), 0)


def _in_force(prefix: str = "") -> Q:
    until = f"{prefix}expires_on"
    return Q(**{until: None}) | Q(**{f"{until}__gte": timezone.localdate()})
