"""Rounds that schools of the demo province have signed, each at another stage, so that boards and lists show something.

The complete school is left for whoever tries the program: its forms stay open.
"""

from dataclasses import replace

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.identity.actions import AUDIT, SUBMIT, VIEW
from zhijiao.identity.actor import EVERY_FORM, Actor
from zhijiao.orgs.models import Org
from zhijiao.quality import finding_actions
from zhijiao.quality.models import WAITING, Finding
from zhijiao.quality.rule import Severity
from zhijiao.signoff import authority_acts, freezing, school_acts
from zhijiao.signoff.standing import submission_of

ATTACHED, SPECIAL, TOURISM = "4145013885", "5145030018", "3645030012"
"""The first has come to the ministry, the second waits for its city, the third has one form to mend."""
PRINCIPALS = {ATTACHED: "谢志强", SPECIAL: "韦丽娟", TOURISM: "莫少华"}
SAID = "已与原始材料核对，数据属实，系本校专业设置和招生计划的实际情况。"
SENT_BACK = {"income": "学费收入与上年相比变化较大，请与财务决算核对。"}


def sign(schools: dict[str, Org]) -> None:
    """Let the schools that are there sign, and the authorities above them settle what they have got."""
    filing = current_round()
    for code, school in schools.items():
        if code in PRINCIPALS:
            _submit(school, filing, PRINCIPALS[code])
    if ATTACHED in schools:
        _accept(schools[ATTACHED], filing, "何静")
    if TOURISM in schools:
        school = schools[TOURISM]
        by = _acting(school.parent or school, "黄海波", AUDIT)
        authority_acts.give_back(by, school, filing, submission_of(school, filing).version, "", SENT_BACK)


def _submit(school: Org, filing: Round, principal: str) -> None:
    """Explain what has to be explained, sign, and freeze as the job does; 数据校验 has looked at the school already."""
    clerk = replace(Actor.system(school), name="业务员")
    found = Finding.objects.filter(school=school, level=Severity.EXPERIENCE, state__in=WAITING, told=True)
    if chosen := [(each, each.version) for each in found]:
        finding_actions.act(clerk, chosen, "explain", SAID)
    signed = school_acts.sign(
        _acting(school, principal, SUBMIT), school, filing, submission_of(school, filing).version
    )
    freezing.submit(school, filing, signed.revision)


def _accept(school: Org, filing: Round, name: str) -> None:
    """The authority that runs the school accepts."""
    by = _acting(school.parent or school, name, AUDIT)
    authority_acts.accept(by, school, filing, submission_of(school, filing).version)


def _acting(org: Org, name: str, action: str) -> Actor:
    """Somebody of a node who may do this; there is no account behind."""
    grants = frozenset((EVERY_FORM, each) for each in (VIEW, action))
    return replace(Actor.system(org), name=name, grants=grants)
