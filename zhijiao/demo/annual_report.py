"""The complete school's 质量年报: published for the year of the first round, and a draft of its next edition."""

from zhijiao.annual_reports import drafting, outline, steps
from zhijiao.annual_reports.models import Report
from zhijiao.catalogue.matrix import current_round
from zhijiao.demo.seeded_findings import COMPLETE, Filled
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.orgs.models import Org

TEXTS = {
    "basics": "【学校名称】坚持以立德树人为根本任务。【学年】学校现有在校生【在校生数】人，专任教师【专任教师数】人，"
    "其中双师型教师【双师型教师数】人；开设专业【专业数】个，校内实训基地【校内实训基地数】个。\n"
    "学校占地面积【学校占地面积】平方米，生均建筑面积【生均建筑面积】平方米，生均图书【生均图书】册。",
    "students": "学生文化课合格率【文化课合格率】，专业技能合格率【专业技能合格率】，"
    "体质测评合格率【体质测评合格率】，毕业率【毕业率】。",
    "quality": "学校制定课程标准【已制定课程标准数】个，各专业按人才培养方案组织教学，教学质量由教务处按学期评价。",
    "companies": "学校与【签订合作协议的企业数】家企业签订合作协议，校企合作覆盖【校企合作覆盖专业数】个专业。",
    "society": "面向企业员工、农民工开展培训，全年培训企业员工【培训企业员工数】人次。",
    "organiser": "举办者落实生均拨款和教师编制，支持学校改善实训条件。",
    "party": "学校现有党员【学校党员总数】人，设党支部【党支部数】个。",
    "problems": "部分专业的企业兼职教师不足。下一年将扩大校企互聘，完善教师到企业实践的安排。",
}
TYPED = {
    "国家级课题立项数": "1",
    "省级课题立项数": "3",
    "校领导人均听课课时数": "42",
    "操行考核优的比例": "46.5",
    "学生犯罪人次": "0",
    "严重违纪学生数": "2",
    "德育教材是否用国家规划教材": "是",
    "是否设心理辅导中心或心理咨询室": "是",
    "理论学习满意度-非常满意": "71.2",
    "生均拨款": "9200",
    "专任教师人均企业实践时间": "21",
}
"""Figures that no form holds."""


def publish(filled: Filled) -> None:
    """Write and publish the report, as its people would."""
    if COMPLETE not in filled:
        return
    school = Org.objects.get(code=COMPLETE, level="school")
    clerk = _somebody(school, "school_clerk")
    report = drafting.begin(clerk, school, current_round().academic_year)
    keys = {each.item: each for each in outline.indicators().values()}
    for chapter in outline.chapters():
        values = {keys[item].key: text for item, text in TYPED.items() if keys[item].chapter == chapter}
        values |= {chapter: TEXTS[chapter]} if chapter in TEXTS else {}
        drafting.save_chapter(clerk, report, chapter, 1, values)
    steps.send(clerk, _now(report), _now(report).version)
    steps.audit(_somebody(school, "school_supervisor"), report, _now(report).version, True, "数据与填报一致")
    steps.publish(_somebody(school, "school_principal"), report, _now(report).version)
    drafting.begin(clerk, school, current_round().academic_year + 1)


def _now(report: Report) -> Report:
    report.refresh_from_db()
    return report


def _somebody(school: Org, role: str) -> Actor:
    """An account of the school with a role; the program itself where there is none."""
    user = User.objects.filter(org=school, roles__key=role, is_active=True).order_by("pk").first()
    return build_actor(user) if user else Actor.system(school)
