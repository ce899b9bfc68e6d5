"""What staff does with a conversation. Each step is taken on what the page has shown, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.notices.inbox import tell_user, tell_users
from zhijiao.private.cipher import for_school
from zhijiao.support import staff, talking
from zhijiao.support.models import Conversation, Handling
from zhijiao.support.talking import Picture, Refused, Voice

State, Side = Conversation.State, talking.Side
OTHERS = "这个问题已由{name}答复，您的内容没有发送。需要由您继续时，请先点“接手”。"


def seen_by(actor: Actor) -> QuerySet[Conversation]:
    """Conversations that the actor sees: his own, and as staff those that his node handles or has handled."""
    mine = Q(asker=actor.user_id)
    if staff.is_staff(actor):
        handled = Handling.objects.filter(conversation=OuterRef("pk"), org=actor.org_id)
        mine |= Q(Exists(handled))
    return Conversation.objects.filter(mine).select_related("org", "handler", "assigned_to")


def queue(actor: Actor) -> QuerySet[Conversation]:
    """Conversations that the actor's node handles now."""
    found = Conversation.objects.filter(handler=actor.org_id)
    return found.select_related("org", "assigned_to")


def handed_on(actor: Actor) -> QuerySet[Conversation]:
    """Conversations that the actor's node has handled and others handle now."""
    had = Handling.objects.filter(org=actor.org_id).values("conversation")
    found = Conversation.objects.filter(pk__in=had).exclude(handler=actor.org_id)
    return found.select_related("org", "assigned_to")


def answers(actor: Actor, found: Conversation) -> bool:
    """Whether the actor is one of those who answer now; nobody answers himself."""
    return staff.is_staff(actor) and found.handler_id == actor.org_id and found.asker_id != actor.user_id


def take(actor: Actor, pk: int, shown: int | None) -> None:
    """Take a conversation on, from whom the page showed to have it."""
    with _locked(actor, pk) as found:
        if found.assigned_to_id != shown:
            name = found.assigned_to.real_name if found.assigned_to else "无人"
            raise Refused(f"刚刚已改由{name}答复，没有改动。请刷新页面后再决定是否接手。")
        _assign(found, actor)


def say(actor: Actor, pk: int, text: str, picture: Picture | None = None) -> None:
    """Answer; whoever answers first takes the conversation on."""
    with _locked(actor, pk) as found:
        if found.assigned_to_id not in (None, actor.user_id):
            raise Refused(OTHERS.format(name=found.assigned_to.real_name if found.assigned_to else "他人"))
        if found.state == State.CLOSED:
            raise Refused("对话已关闭，内容没有发送。需要补充时请先重新打开。")
        if found.assigned_to_id is None:
            _assign(found, actor)
        talking.say_as_staff(found, _voice(actor, found), text, picture)


def hand_up(actor: Actor, pk: int, reason: str) -> None:
    """Hand a conversation to the next node above that has somebody to answer."""
    with _locked(actor, pk) as found:
        above = staff.next_handler(found.handler)
        if above is None:
            raise Refused("本单位已是最上级，不能再转交。")
        former = found.handler
        found.handler, found.assigned_to, found.state = above, None, State.WAITING
        found.save(update_fields=["handler", "assigned_to", "state"])
        Handling.objects.get_or_create(conversation=found, org=above)
        talking.note(found, f"{former.name} {actor.name}转交{above.name}：{reason}")
        people = staff.staff_of(above).values_list("pk", flat=True)
        address = talking.address_of(pk)
        tell_users(people, title=f"在线支持转来一个问题（第 {pk} 号）", url=address, mail=True)
        _tell(found, "转交")


def close(actor: Actor, pk: int) -> None:
    """Close a conversation, as asker or as who answers."""
    with transaction.atomic():
        found = _find(actor, pk)
        if found.asker_id != actor.user_id and not answers(actor, found):
            raise Refused("现在由其他单位受理，本单位只能查看。")
        if found.state == State.CLOSED:
            raise Refused("对话已经关闭，不用再关闭。")
        found.state = State.CLOSED
        found.save(update_fields=["state"])
        talking.note(found, f"{actor.name}关闭了对话")
        if found.asker_id not in (None, actor.user_id):
            title, address = f"您的提问（第 {pk} 号）已关闭，请评价", talking.address_of(pk)
            tell_user(found.asker_id, title=title, url=address)
        _tell(found, "关闭")


def reopen(actor: Actor, pk: int) -> None:
    """Open a closed conversation again, as asker or as who answers."""
    with transaction.atomic():
        found = _find(actor, pk)
        if found.asker_id != actor.user_id and not answers(actor, found):
            raise Refused("现在由其他单位受理，本单位只能查看。")
        if found.state != State.CLOSED:
            raise Refused("对话没有关闭，可以直接继续。")
        talking.reopen(found, Voice(Side.NOTE, actor.name, actor.user_id))
        _tell(found, "重新打开")


def rate(pk: int, asker_id: int | None, rating: int, words: str) -> None:
    """How satisfied the asker is; he may think again."""
    with transaction.atomic():
        found = Conversation.objects.select_for_update().get(pk=pk, asker=asker_id)
        if found.state == State.WAITING:
            raise Refused("问题还没有答复，答复后再评价。")
        found.rating = rating
        found.rating_words = for_school(found.org_id).encrypt_filled(words) if words else ""
        found.save(update_fields=["rating", "rating_words"])


@contextmanager
def _locked(actor: Actor, pk: int) -> Iterator[Conversation]:
    """The conversation, held until the block ends, for those who answer it now."""
    with transaction.atomic():
        found = _find(actor, pk)
        if not answers(actor, found):
            raise Refused("现在由其他单位受理，本单位只能查看。")
        yield found


def _find(actor: Actor, pk: int) -> Conversation:
    """Conversation.DoesNotExist if the actor does not see it."""
    if not seen_by(actor).filter(pk=pk).exists():
        raise Conversation.DoesNotExist
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("handler", "assigned_to")
        .get(pk=pk)
    )


def _assign(found: Conversation, actor: Actor) -> None:
    found.assigned_to = User.objects.get(pk=actor.person)
    found.moved_at = timezone.now()
    found.save(update_fields=["assigned_to", "moved_at"])
    talking.note(found, f"{found.handler.name} {actor.name}开始答复")


def _voice(actor: Actor, found: Conversation) -> Voice:
    return Voice(Side.STAFF, f"{found.handler.name} {actor.name}", actor.user_id)


def _tell(found: Conversation, done: str) -> None:
    record(
        Event.SUPPORT,
        org=found.org_id,
        subject=f"第 {found.pk} 号",
        detail={"done": done, "record": found.pk},
    )
