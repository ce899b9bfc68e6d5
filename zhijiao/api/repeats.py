"""Requests sent twice: with an Idempotency-Key the second one changes nothing and gets the first one's answer.

Only what was written is kept, in the transaction that wrote it: a refusal has changed nothing, and whoever repeats such
a request is judged anew. Whoever sends the same at the same moment waits at the row and reads it afterwards. Judging
comes before the transaction, so that what it counts (answers about private values) is never taken back with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from zhijiao.api import seen
from zhijiao.api.endpoints import Refusal
from zhijiao.api.models import KeptAnswer
from zhijiao.filing.pages.context import FormContext
from zhijiao.private.cipher import for_school

KEPT = timedelta(hours=24)


class _SentBefore(Exception):
    """Somebody has kept the answer meanwhile."""


@dataclass(frozen=True)
class Repeat:
    """A request by its number, if it has one, and by what it says."""

    ctx: FormContext
    key: str
    digest: str

    @classmethod
    def of(cls, ctx: FormContext, given: dict[str, str]) -> Self:
        """The request with the key that its headers give."""
        key = given.get("Idempotency-Key", "")
        return cls(ctx, key, _digest(ctx, given) if key else "")

    def answer(self) -> HttpResponse | None:
        """The answer that was given to the same request; None for one that is new, or has no number.

        Raises:
            Refusal: another request was sent under this number.
        """
        if not self.key:
            return None
        since = timezone.now() - KEPT
        kept = self._kept().filter(at__gt=since).first()
        if kept is None:
            return None
        if not constant_time_compare(kept.digest, self.digest):
            said = "这个 Idempotency-Key 已用于另一个请求，请换一个编号。"
            raise Refusal(422, "key_used", said)
        content = for_school(kept.school_id).decrypt_filled(kept.content) if kept.content else ""
        response = HttpResponse(content, status=kept.status)
        if content:
            response["Content-Type"] = "application/json"
        if kept.etag:
            response["ETag"] = kept.etag
        response["Idempotency-Replayed"] = "true"
        return response

    def once(self, act: Callable[[], HttpResponse]) -> HttpResponse:
        """Do it and keep the answer, or give the answer that was kept meanwhile."""
        if not self.key:
            return act()
        try:
            with transaction.atomic():
                kept = self._begin()
                response = act()
                self._keep(kept, response)
            return response
        except _SentBefore:
            found = self.answer()
            if found is None:  # kept and thrown away within this request
                raise Refusal(409, "repeated", "同一请求正在处理，请稍后重试。") from None
            return found

    def _kept(self) -> QuerySet[KeptAnswer]:
        who, school = self.ctx.actor.person, self.ctx.school.pk
        return KeptAnswer.objects.filter(school_id=school, user_id=who, key=self.key)

    def _begin(self) -> KeptAnswer:
        user, school = self.ctx.actor.person, self.ctx.school
        self._kept().filter(at__lte=timezone.now() - KEPT).delete()
        try:
            with transaction.atomic():
                return KeptAnswer.objects.create(
                    user_id=user, school=school, key=self.key, digest=self.digest
                )
        except IntegrityError:
            raise _SentBefore from None

    def _keep(self, kept: KeptAnswer, response: HttpResponse) -> None:
        kept.status, kept.etag = response.status_code, response.get("ETag", "")
        if response.content:
            kept.content = for_school(self.ctx.school.pk).encrypt_filled(response.content.decode())
        kept.save(update_fields=["status", "etag", "content"])


def _digest(ctx: FormContext, given: dict[str, str]) -> str:
    """By this the same request is known again, sent with the same token that hides the same items.

    Keyed, so that nobody can look up in it what was sent.
    """
    request, actor = ctx.request, ctx.actor
    by = [str(actor.token_id), *sorted(seen.hidden(actor, ctx.form))]
    parts = [request.method or "", request.get_full_path(), given.get("If-Match", ""), *by]
    said = "\n".join(parts).encode() + b"\n" + request.body
    return salted_hmac("zhijiao.api.repeats", said, algorithm="sha256").hexdigest()


def forget_old() -> None:
    """Throw away what is older than a day."""
    KeptAnswer.objects.filter(at__lte=timezone.now() - KEPT).delete()
