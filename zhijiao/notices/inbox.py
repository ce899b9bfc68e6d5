"""Putting messages into inboxes.

    tell(school, "review", title="有 12 行初始化数据待复核", url=reverse("intake:review"))
    tell_user(batch.user_id, title="导入完成", url=…)

Both write in the transaction of the caller, with two statements however many people are told, so that what is rolled
back is not told. Nothing private may be said: messages are not encrypted, and titles go out by mail.
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from zhijiao.identity.holders import active, holders
from zhijiao.identity.models import User
from zhijiao.kit.bulk import insert_selected
from zhijiao.notices.models import InboxItem, Message
from zhijiao.notices.site_urls import inside
from zhijiao.orgs.models import Org

TITLE, TEXT = 120, 500
"""How long title and text of a message may be; what is longer is cut with a sign."""


def tell(
    org: Org,
    action: str,
    *,
    title: str,
    text: str = "",
    url: str = "",
    mail: bool = True,
    scopes: Collection[str] = (),
) -> None:
    """One message to every active account of a node that holds `action` on some form or in general.

    What is about records of a form names it in `scopes` (its key and "module:<name>"): then those are told who hold
    `action` there. `url` is a path of this site. With `mail` those with a mailbox also get a letter that says the
    title alone.

    Raises:
        ValueError: `url` leads out of this site.
    """
    _put(holders(org, action, scopes), title=title, text=text, url=url, mail=mail)


def tell_user(user_id: int | None, *, title: str, text: str = "", url: str = "", mail: bool = False) -> None:
    """One message to one account; to nobody (None), or one that may not sign in, none. ValueError as of `tell`."""
    tell_users([] if user_id is None else [user_id], title=title, text=text, url=url, mail=mail)


def tell_users(
    user_ids: Iterable[int], *, title: str, text: str = "", url: str = "", mail: bool = False
) -> None:
    """One message to some accounts; to all of them in two statements. ValueError as of `tell`."""
    wanted = set(user_ids)
    if wanted:
        people = active().filter(pk__in=wanted)
        _put(people, title=title, text=text, url=url, mail=mail)


def unread_of(account: type[OuterRef]) -> Combinable:
    """The number of unread messages of an account, as a part of the query that fetches it."""
    unread = InboxItem.objects.filter(user=account("pk"), read_at=None).order_by()
    counted = unread.annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Coalesce(Subquery(counted.values("number")), 0)


def shortened(text: str, most: int) -> str:
    """The text in one line, cut with a sign where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _put(people: QuerySet[User], *, title: str, text: str, url: str, mail: bool) -> None:
    """Lay a message into the inboxes of accounts; if there are none, nothing is kept."""
    facts = {"title": shortened(title, TITLE), "text": shortened(text, TEXT), "url": inside(url)}
    with transaction.atomic():
        message = Message.objects.create(**facts, to_mail=mail)
        if not _lay(message, people):
            message.delete()


def _lay(message: Message, people: QuerySet[User]) -> int:
    """One row for each account, made by the database; their number."""
    columns = {"user_id": "pk", "org_id": "org_id"}
    return insert_selected(InboxItem, people, columns, {"message_id": message.pk})
