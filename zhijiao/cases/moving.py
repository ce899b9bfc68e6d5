"""Moving a case: the one place where a step is made. What is allowed the table of :mod:`zhijiao.cases.states` says.

One transaction: who may → version of the case → step → state of the record → what is published → notices → audit log.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.cases import publishing, pushed, telling, versions
from zhijiao.cases.form_keys import LETTERS, STATUS
from zhijiao.cases.models import Case, CaseStep, CaseVersion
from zhijiao.cases.states import (
    Act,
    Move,
    Person,
    Side,
    Stage,
    Standing,
    State,
    elsewhere,
    holder_after,
    possible,
    stage_of,
)
from zhijiao.filing.models import Change
from zhijiao.filing.records import access, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.columns.states import StateCell
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.identity.builtin_roles import role_names
from zhijiao.orgs.models import Org

RIGHTS = ("change", "audit", "submit")
LONGEST_REASON = 500
NUMBERINGS = 4
"""How often a case that is handed in looks for a free number, before its school is told to try again."""


class MoveRefused(ValueError):
    """The move cannot be made; the text says why and what to do. Nothing has changed."""


class MoveStale(RuntimeError):
    """Somebody else has moved the case meanwhile, or nobody may make this move in its present state."""


@dataclass(frozen=True)
class Subject:
    """What a move is about: a record of a form of a school, with the case that it has become, if it has."""

    form: Form
    school: Org
    record_id: int
    title: str = ""
    year: int = 0
    gaps: int = 0
    case: Case | None = None

    @property
    def standing(self) -> Standing:
        """Where it stands; what has no case yet is a draft in its school."""
        if self.case is None:
            return Standing(State.DRAFT, self.school.pk, self.school.pk)
        case = self.case
        return Standing(State(case.state), case.school_id, case.holder_id, case.selector_id)


@dataclass(frozen=True)
class Wish:
    """What somebody wants: which move, of the case as he saw it, with what to say."""

    move: str
    seen: int
    reason: str = ""
    document: str = ""


def key_of(move: Move) -> str:
    """The word by which a page names a move."""
    return f"{move.act.value}-{move.side.name.lower()}"


def person_of(actor: Actor, form: FormLike) -> Person:
    """The actor as the table knows him."""
    rights = frozenset(right for right in RIGHTS if access.can(actor, form, right))
    return Person(actor.user_id, actor.org_id, actor.level, rights)


def offered(actor: Actor, about: Subject) -> list[tuple[Move, str]]:
    """The moves that an actor may make now, each with what stands in the way of this person; empty if nothing does."""
    person = person_of(actor, about.form)
    moves = possible(about.standing, person)
    before = _stages_before(about, person) if moves else set()
    return [(move, _conflict(move, person, before) or _lacking(move, about)) for move in moves]


def _stages_before(about: Subject, person: Person) -> set[Stage]:
    """Where the person has acted on the case, or has written it."""
    found: set[Stage] = set()
    if person.user is None:  # the program has no work of its own
        return found
    if about.case is not None:
        steps = CaseStep.objects.filter(school_id=about.school.pk, case=about.case, user_id=person.user)
        found = {(Side(side), org) for side, org in steps.values_list("side", "org_id").distinct()}
    written = Change.objects.filter(
        school_id=about.school.pk, form=about.form.key, record_id=about.record_id, actor_id=person.user
    )
    if written.exists():
        found.add((Side.WRITER, about.school.pk))
    return found


def _conflict(move: Move, person: Person, before: Collection[Stage]) -> str:
    """Why this person may not make the move that the right allows."""
    other = elsewhere(stage_of(move, person), before)
    if other is None:
        return ""
    if other[0] is Side.WRITER:
        return "您写过或改过这个案例，不能办理自己写的案例，请由其他人员办理。"
    return f"您已在“{other[0].value}”环节办理过这个案例，同一人不能在两个环节办理，请由其他人员办理。"


def _lacking(move: Move, about: Subject) -> str:
    """What the case itself still lacks for a move."""
    if move.act is Act.HAND_IN and about.gaps:
        return f"案例还缺 {about.gaps} 个必填项目，请补充后再送审。"
    if move.act is Act.SELECT and about.case is not None:
        of_case = CaseVersion.objects.filter(school_id=about.school.pk, case=about.case)
        return publishing.barrier(of_case.get(number=about.case.latest))
    return ""


def make(actor: Actor, about: Subject, wish: Wish) -> Case:
    """Make a move.

    Raises:
        MoveRefused: something is missing, or this person may not.
        MoveStale: the case is no longer as it was seen.
    """
    if wish.seen != (about.case.version if about.case else 0):
        raise MoveStale
    move, barrier = next(
        ((move, barrier) for move, barrier in offered(actor, about) if key_of(move) == wish.move), (None, "")
    )
    if move is None:
        raise MoveStale
    if barrier:
        raise MoveRefused(barrier)
    _check_words(move, wish)
    try:
        return _made(_Making(actor, about, move, wish))
    except (IntegrityError, writer.StaleRecord) as error:
        raise MoveStale from error


def _made(making: "_Making") -> Case:
    """The move, begun anew if another case of the school has taken the number meanwhile."""
    for _ in range(NUMBERINGS):
        with suppress(IntegrityError), transaction.atomic():
            return making.done()
    with transaction.atomic():
        return making.done()


def _check_words(move: Move, wish: Wish) -> None:
    if move.reason and not wish.reason.strip():
        raise MoveRefused(f"“{move.label}”必须写明理由，请填写后再提交。")
    if len(wish.reason) > LONGEST_REASON:
        raise MoveRefused(f"理由最多 {LONGEST_REASON} 个字，现有 {len(wish.reason)} 个，请删减。")
    if len(wish.document) > publishing.LONGEST_DOCUMENT:
        raise MoveRefused(f"公布文号最多 {publishing.LONGEST_DOCUMENT} 个字，请核对。")


@dataclass
class _Making:
    """One move in its transaction."""

    actor: Actor
    about: Subject
    move: Move
    wish: Wish
    now: datetime = field(default_factory=timezone.now)

    def done(self) -> Case:
        """All of it; returns the case as it stands afterwards."""
        former = self.about.standing
        case = self._moved(self.about.case or self._founded())
        if self.move.act is Act.HAND_IN:
            self._keep_version(case)
        version = CaseVersion.objects.get(school_id=case.school_id, case=case, number=case.latest)
        self._reach(case, version)
        self._sign(case, version, former)
        self._mark_record(case)
        if self.move.act is Act.SELECT:
            publishing.publish(case, version, self.actor, self.wish.document.strip(), self.now)
        elif self.move.act is Act.REVOKE:
            publishing.end(case, self.now)
        telling.tell_of(case, self.move, former.holder)
        pushed.push_move(case, self.move, version.number, inside=self._stays_inside(former))
        detail = {"done": self.move.label, "number": case.number, "version": version.number}
        record(
            Event.CASE,
            org=self.about.school,
            subject=f"{self.about.form.label} · {case.number}",
            detail=detail,
        )
        return case

    def _founded(self) -> Case:
        """The case that a record becomes when it is handed in for the first time."""
        about = self.about
        mine = Case.objects.filter(school=about.school, form=about.form.key, year=about.year)
        letters = LETTERS[about.form.key]
        given = (int(number.rpartition(letters)[2]) for number in mine.values_list("number", flat=True))
        serial = max(given, default=0) + 1
        return Case.objects.create(
            school=about.school, form=about.form.key, record_id=about.record_id, title=about.title,
            number=f"{about.school.code}-{about.year}-{letters}{serial:03d}",
            year=about.year, state=State.DRAFT.value, holder=about.school, moved_at=self.now,
        )  # fmt: skip

    def _moved(self, case: Case) -> Case:
        """The case in its new state; whoever comes second finds that it has gone on."""
        parent = Org.objects.filter(pk=self.actor.org_id).values_list("parent_id", flat=True).first()
        try:
            holder = holder_after(self.move, self.about.standing, self.person, parent)
        except ValueError:
            raise MoveRefused("本单位之上没有主管部门，不能再报送。") from None
        selector = self.actor.org_id if self.move.act is Act.SELECT else case.selector_id
        rows = Case.objects.filter(pk=case.pk, school_id=case.school_id, version=case.version)
        changed = rows.update(
            state=self.move.target.value, holder_id=holder, selector_id=selector, version=case.version + 1,
            moved_at=self.now, **self._titles(case),
        )  # fmt: skip
        if not changed:
            raise writer.StaleRecord([case.record_id])
        return Case.objects.select_related("school", "holder", "selector").get(
            pk=case.pk, school_id=case.school_id
        )

    def _titles(self, case: Case) -> dict[str, str]:
        """What the case is called in its school, and above it since it was handed up."""
        title = self.about.title or case.title
        return {"title": title} | ({"title_above": title} if self.move.act is Act.SUBMIT else {})

    @property
    def person(self) -> Person:
        """Who makes the move."""
        return person_of(self.actor, self.about.form)

    def _keep_version(self, case: Case) -> None:
        rows = access.rows(Actor.system(self.about.school), self.about.form, "view")
        held = rows.filter(pk=self.about.record_id).select_for_update()  # nobody saves meanwhile
        facts = held.values("title", "gaps").first()
        content = versions.content_of(self.about.form, self.about.record_id, rows)
        if facts is None or content is None:
            raise writer.StaleRecord([self.about.record_id])
        if lacking := _lacking(self.move, replace(self.about, gaps=facts["gaps"])):
            raise MoveRefused(lacking)
        case.title = facts["title"] or case.title
        case.latest += 1
        CaseVersion.objects.create(
            school_id=case.school_id, case=case, number=case.latest, items=content.items, files=content.files,
            digest=content.digest, made_at=self.now,
        )  # fmt: skip
        mine = Case.objects.filter(pk=case.pk, school_id=case.school_id)
        mine.update(latest=case.latest, title=case.title)

    def _reach(self, case: Case, version: CaseVersion) -> None:
        """Let the authority that has the case now see this version of it."""
        if self.move.target not in (State.ABOVE, State.NOMINATED):
            return
        path = case.holder.path
        CaseVersion.objects.filter(pk=version.pk, school_id=case.school_id).update(reached=path)
        if not case.reached or len(path) < len(case.reached):
            Case.objects.filter(pk=case.pk, school_id=case.school_id).update(reached=path)
            case.reached = path

    def _sign(self, case: Case, version: CaseVersion, former: Standing) -> None:
        CaseStep.objects.create(
            school_id=case.school_id, case=case, at=self.now, user_id=self.actor.user_id,
            user_name=self.actor.name, roles="、".join(role_names(self.actor.roles))[:200],
            org_id=self.actor.org_id, org_name=Org.objects.values_list("name", flat=True).get(pk=self.actor.org_id),
            side=self.move.side.value, act=self.move.act.value, label=self.move.label, source=former.state.value,
            target=self.move.target.value, reason=self.wish.reason.strip(), of_version=version.number,
            digest=version.digest, inside=self._stays_inside(former),
        )  # fmt: skip

    def _stays_inside(self, former: Standing) -> bool:
        """Whether the step concerns the school alone."""
        if former.state is State.ABOVE:
            return False
        return self.move.side is not Side.AUTHORITY and self.move.target is not State.ABOVE

    def _mark_record(self, case: Case) -> None:
        """Let the record say where it stands; one of a school that works no more stays as it is."""
        school = Org.objects.get(pk=case.school_id)
        if school.status != "active":
            return
        form = self.about.form
        cells = {STATUS: [StateCell(case.state)]}
        frame = validate(form, school, cells, ids=[case.record_id], lenient=True)
        if frame.ids == [None]:
            return
        writer.write(Actor.system(school), school, frame)
