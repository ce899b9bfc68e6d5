"""综合信息 / 东西协作 / 东西劳务协作."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    Ref,
    Region,
    SumOf,
    Text,
    WithinPeriod,
)
from zhijiao.modules.general.models.figures import amount, count

PLAN = "教发〔2016〕15号"


def _people(label: str, note: str, example: int) -> Count:
    """A number of people of this project."""
    return count(label, "人", note, example, PLAN)


class EastWestLabour(AnnualRecord):
    """综合信息 / 东西协作 / 东西劳务协作: workers of the west trained and placed, a row per project of a year.

    After 职业教育东西协作行动计划（2016—2020年） (教发〔2016〕15号), third action, cited from knowledge,
    not compared with its wording. Workers are counted, never named.
    """

    number = Text(
        "劳务协作编号",
        max_length=20,
        note="学校自编，一期培训或一批输送一个编号，学年内不重复",
        example="LW202001",
        source="项目扩展",
    )
    name = Text(
        "劳务协作项目名称",
        max_length=80,
        search=True,
        note="培训通知或劳务协议上的名称，写明工种和期次",
        example="2020年秋季电子装配岗前培训第一期",
        source="项目扩展",
    )
    role = Code(
        "本校角色",
        "east_west_role",
        note="按学校所在地选择；培训和输送都由本校承担的也按所在地选",
        example="西部受援方",
        source=PLAN,
    )
    kind = Code(
        "培训类别",
        "labour_training_kind",
        note="按培训补贴的类别选择，只推荐就业的选“未开展培训，仅推荐就业”",
        example="岗前培训",
        source=PLAN,
    )
    partner = Text(
        "协作单位名称",
        max_length=60,
        note="对方学校、人社部门或人力资源机构的全称",
        example="东海市人力资源服务中心",
        source=PLAN,
    )
    partner_nature = Code(
        "协作单位性质",
        "org_nature",
        note="按单位登记的性质选择，人社部门选机关类",
        example="其他事业单位",
        source="JY/T 1001-2012 SHDWXZ",
    )
    region = Region(
        "协作单位所在地",
        note="选到县（市、区）一级，以对方注册地为准",
        example="440106",
        source="GB/T 2260",
    )
    source_region = Region(
        "劳动力来源地",
        note="参加人员户籍所在的县（市、区），几个县的填人数最多的一个",
        example="450123",
        source="GB/T 2260",
    )
    employer = Text(
        "主要用工企业",
        max_length=60,
        blank=True,
        note="接收人数最多的企业全称，尚未输送的不填",
        example="东海电子科技有限公司",
        source=PLAN,
    )
    industry = Code(
        "用工行业",
        "industries",
        note="主要用工企业的行业，选到大类；未确定企业的按意向岗位填",
        example="计算机、通信和其他电子设备制造业",
        source="GB/T 4754-2017",
    )
    major = Ref(
        "对应专业",
        "general.Major",
        blank=True,
        note="承担培训的本校专业编号，与专业无关的不填",
        example="123-123",
        source="项目扩展",
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；负责培训组织和跟踪服务的本校教师",
        example="js002",
        source="项目扩展",
    )
    started = Date(
        "开始日期",
        before="today",
        note="开班或组织输送的第一天，须在本学年内",
        example="2020-10-12",
        source=PLAN,
    )
    ended = Date(
        "结束日期",
        after="started",
        note="结业或输送完成的日期，跨学年的按实际填写",
        example="2020-11-06",
        source=PLAN,
    )
    hours = Count(
        "培训学时",
        unit="学时",
        note="每人应完成的学时，未开展培训的填0",
        example=80,
        source=PLAN,
    )
    trained = _people("培训人数", "实际参加并有签到的人员，等于男、女之和；只推荐就业的填推荐人数", 60)
    men = _people("其中男性人数", "包含在培训人数内", 33)
    women = _people("其中女性人数", "包含在培训人数内", 27)
    poor = _people("其中建档立卡劳动力人数", "包含在培训人数内，以扶贫系统比对结果为准", 48)
    certified = _people("取得证书人数", "取得职业资格、技能等级或专项能力证书的人员", 52)
    employed_east = _people("到东部就业人数", "在东部省份签订劳动合同的人员", 36)
    employed_near = _people("就近就业人数", "在本省、本县企业和扶贫车间就业的人员", 14)
    self_employed = _people("自主创业人数", "领取营业执照或从事个体经营的人员", 2)
    employed = _people("实现就业人数", "等于到东部就业、就近就业与自主创业之和", 52)
    poor_employed = _people("其中建档立卡就业人数", "包含在实现就业人数内，以扶贫系统比对结果为准", 41)
    stayed = _people("稳定就业半年以上人数", "跟踪回访时仍在岗满六个月，尚不满半年的填0", 30)
    wage = Money(
        "就业人员平均月工资",
        unit="元",
        max=100_000,
        note="签订合同人员税前月工资的平均数，没有就业人员的填0",
        example=4200,
        source="项目扩展",
    )
    subsidy = amount("培训补贴金额", "财政拨付或申领的培训补贴", 9, PLAN)
    insured = Flag(
        "用工企业是否缴纳社会保险",
        note="为全部签约人员参保的选“是”，没有就业人员的选“否”",
        example="是",
        source="劳动合同法 第十七条",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="返乡原因、工资纠纷、后续培训需求等需要说明的情况",
        example="3人因家庭原因返乡，已推荐就近就业",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "东西劳务协作"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "partner", "started", "trained", "poor", "employed", "wage"]
        filters = ["name", "role", "kind", "partner", "region", "industry"]
        sections = {
            "项目": "number",
            "协作单位": "partner",
            "用工企业": "employer",
            "组织": "major",
            "培训": "trained",
            "就业": "employed_east",
            "待遇与补贴": "wage",
            "说明": "remarks",
        }
        checks = [
            WithinPeriod("started"),
            SumOf("trained", ["men", "women"]),
            NotLess("trained", "poor"),
            NotLess("trained", "certified"),
            SumOf("employed", ["employed_east", "employed_near", "self_employed"]),
            NotLess("trained", "employed"),
            NotLess("employed", "poor_employed"),
            NotLess("employed", "stayed"),
        ]
