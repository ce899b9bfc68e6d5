"""Cases of the complete demo school in every state, two of them selected."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhijiao.cases import moving
from zhijiao.cases.models import Case
from zhijiao.cases.moving import Subject, Wish
from zhijiao.demo.school_plan import YEAR, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

IN = (("hand_in-writer", ""),)
AUDITED = (*IN, ("pass-auditor", ""))
UP = (*AUDITED, ("submit-head", ""))
PASS_UP = ("pass_up-authority", "")
TO_PROVINCE = ("to province", "")
"""As many steps up as lie between the school and its province."""


@dataclass(frozen=True)
class Story:
    """A case to tell, and the way it goes."""

    form: str
    title: str
    kind: str
    keywords: str
    background: str
    practice: str
    results: str
    way: tuple[tuple[str, str], ...] = ()


STORIES = (
    Story(
        "moral_case",
        "住校生值周班把养成教育落到每一天",
        "管理育人",
        "值周制、养成教育、住校生",
        "<p>住校生占三分之二，早操迟到和宿舍晚归较多，单靠扣分效果不长久。</p>",
        "<h3>一、学生定规则</h3><p>学生会与班主任共同制订值周办法，每班轮值一周。</p>"
        "<h3>二、当天有讲评</h3><ol><li>早操整队检查，<strong>当场</strong>登记</li><li>午间检查教室和实训室</li>"
        "<li>晚自习后由值周班讲评</li></ol>"
        "<table><tbody><tr><td>项目</td><td>上学年</td><td>本学年</td></tr>"
        "<tr><td>早操迟到（人次）</td><td>420</td><td>165</td></tr></tbody></table>",
        "<p>早操迟到人次下降六成，宿舍优良率由七成提高到九成。</p>",
        (*UP, TO_PROVINCE, ("select-authority", "")),
    ),
    Story(
        "industry_case",
        "企业订单进车间破解数控实训缺真活难题",
        "现代学徒制",
        "现代学徒制、驻校师傅、真实订单",
        "<p>数控专业实训长期使用练习件，毕业生上岗后还要重新培训。</p>",
        "<h3>一、订单进车间</h3><p>引入合作企业的小批量订单，按工序分组生产。</p>"
        "<h3>二、师傅进课堂</h3><ul><li>企业师傅每周驻校两天</li><li>质检标准由双方共同制订</li></ul>",
        "<p>一学年完成订单十二批，合格率由八成提高到九成七。</p>",
        (*UP, TO_PROVINCE, ("select-authority", ""), PASS_UP, ("select-authority", "")),
    ),
    Story(
        "publicity_case",
        "毕业生回乡讲技能故事带动本地报考",
        "招生宣传",
        "毕业生宣讲、乡镇巡回",
        "<p>本地初中毕业生和家长对职业教育了解不多，报考人数连续三年下降。</p>",
        "<p>邀请二十名就业五年以上的毕业生组成宣讲队，利用赶集日在乡镇巡回宣讲。</p>",
        "<p>宣讲三十二场，报名人数比上年增加两成。</p>",
        (*UP, ("return-authority", "成效部分请补充近三年报名人数的对照数据。")),
    ),
    Story(
        "moral_case",
        "心理委员与班主任联动守护实习生",
        "协同育人",
        "心理健康、岗位实习",
        "<p>岗位实习期间学生离校，心理问题不易发现。</p>",
        "<p>每个实习小组设心理委员，每周与班主任连线一次，重点情况当天转介。</p>",
        "<p>实习期间主动求助四十六人次，比上年多一倍。</p>",
        UP,
    ),
    Story(
        "industry_case",
        "校企共建汽修实训基地的分摊办法",
        "实训基地共建",
        "实训基地、成本分摊",
        "<p>实训设备更新快，学校和企业各自投入都吃力。</p>",
        "<p>设备由企业投入、学校维护，按使用课时分摊耗材。</p>",
        "<p>两年更新设备十七台，学校支出减少四成。</p>",
        AUDITED,
    ),
    Story(
        "publicity_case",
        "职业教育活动周开放日的动手体验",
        "职业教育活动周",
        "活动周、职业体验",
        "<p>开放日以参观为主，来宾停留时间短。</p>",
        "<p>各专业设动手体验台，学生当讲解员，来宾带走自己做的作品。</p>",
        "<p>接待来宾两千余人，平均停留两小时。</p>",
        IN,
    ),
    Story(
        "moral_case",
        "劳动教育课程与校园保洁岗位结合",
        "实践育人",
        "劳动教育",
        "<p>劳动课以讲授为主，学生动手少。</p>",
        "<p>把校园保洁、绿化、食堂帮厨设为劳动岗位，按岗位标准考核。</p>",
        "<p>一学年人均劳动三十六学时。</p>",
    ),
)  # fmt: skip


def fill(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Write the records of the stories; `tell` brings them on their way once everybody is there."""
    author = plan.lead(plan.running_majors[0])
    for form in dict.fromkeys(story.form for story in STORIES):
        writer.write(form, [_row(story, author) for story in STORIES if story.form == form])


def _row(story: Story, author: Any) -> dict[str, Any]:
    return {
        "year": YEAR,
        "title": story.title,
        "kind": story.kind,
        "keywords": story.keywords,
        "started": date(YEAR - 1, 9, 1),
        "background": story.background,
        "practice": story.practice,
        "results": story.results,
        "author": author,
        "may_publish": True,
        "has_personal_data": False,
    }


def tell(school: Org) -> None:
    """Hand the cases of a school on, as far as each story goes; who acts is named, and has no account."""
    for story in STORIES:
        form = registry.record_form(story.form)
        rows = access.rows(Actor.system(school), form, "view").filter(school=school, title=story.title)
        for record_id in rows.values_list("pk", flat=True):
            for move, reason in story.way:
                if (move, reason) != TO_PROVINCE:
                    _step(form, school, record_id, move, reason)
                    continue
                while _case(form, school, record_id).holder.level != "province":
                    _step(form, school, record_id, *PASS_UP)


def _case(form: Form, school: Org, record_id: int) -> Case:
    found = Case.objects.select_related("school", "holder", "selector")
    return found.get(school=school, form=form.key, record_id=record_id)


def _step(form: Form, school: Org, record_id: int, move: str, reason: str) -> None:
    record = access.rows(Actor.system(school), form, "view").values("title", "year", "gaps").get(pk=record_id)
    handed_in = Case.objects.filter(school=school, form=form.key, record_id=record_id).exists()
    case = _case(form, school, record_id) if handed_in else None
    about = Subject(form, school, record_id, record["title"], record["year"], record["gaps"], case)
    moving.make(_person(school, case, move), about, Wish(move, case.version if case else 0, reason))


def _person(school: Org, case: Case | None, move: str) -> Actor:
    """Somebody at the node that has to act, with the name that the demo accounts of the school have."""
    names = {"writer": ("谭红霞", "school_clerk"), "auditor": ("卢华兴", "school_supervisor")}
    names["head"] = ("韦朗朗", "school_principal")
    side = move.partition("-")[2]
    org = school if side != "authority" or case is None else case.holder
    name, role = names.get(side, (f"{org.name}审核员", f"{org.level}_auditor"))
    return replace(Actor.system(org), name=name, roles=(role,))
