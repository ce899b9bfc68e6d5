"""就业创业 / 创业信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Money,
    Month,
    Record,
    Ref,
    Region,
    RequiredIf,
    Text,
)
from zhijiao.modules.employment import judgements


class Startup(Record):
    """就业创业 / 创业信息: businesses that students, graduates of the last five years and staff have started."""

    number = Text(
        "创业编号",
        max_length=20,
        note="学校自编，不重复，注销后不再使用",
        example="CY2021001",
        source="项目扩展",
    )
    kind = Code(
        "创业者类别",
        "startup_person_kind",
        note="按创业时的身份选，毕业超过五年的不再填报",
        example="在校学生",
        source="项目扩展",
    )
    student = Ref(
        "创业学生",
        "general.Student",
        blank=True,
        note="创业者为在校学生或毕业生的填学号",
        example="2020010101",
        source="项目扩展",
    )
    teacher = Ref(
        "创业教师",
        "general.Teacher",
        blank=True,
        note="创业者为教职工的填工号，须经学校同意离岗或兼职",
        source="人社部规〔2017〕4号",
    )
    name = Text(
        "创业项目名称",
        max_length=80,
        search=True,
        note="写明主营内容，不只写公司名",
        example="校园数码维修网店",
        source="项目扩展",
    )
    business_form = Code(
        "经营形式",
        "startup_form",
        note="以登记形式为准，未登记的按实际经营方式选",
        example="网店",
        source="项目扩展",
    )
    registered_name = Text(
        "登记名称",
        max_length=100,
        blank=True,
        note="营业执照上的名称，未登记的不填",
        source="项目扩展",
    )
    code = Text(
        "统一社会信用代码",
        max_length=18,
        check=judgements.credit_code_reason,
        blank=True,
        note="营业执照上的18位代码，未登记的不填",
        source="GB 32100-2015",
    )
    industry = Code(
        "经营所属行业",
        "industries",
        note="按主营内容选到大类",
        example="零售业",
        source="GB/T 4754-2017",
    )
    region = Region(
        "经营所在行政区划",
        note="实际经营地点所在的县（市、区），网店填经营者所在地",
        example="450103",
        source="GB/T 2260",
    )
    begun = Month(
        "创业起始年月",
        before="today",
        note="取得执照的年月，未登记的填开始经营的年月",
        example="2021-03",
        source="项目扩展",
    )
    capital = Money(
        "注册资本",
        unit="万元",
        blank=True,
        note="营业执照上的注册资本，个体工商户、网店不填",
        source="项目扩展",
    )
    jobs = Count(
        "带动就业人数",
        unit="人",
        note="不含创业者本人，兼职的按实际人数计，没有的填0",
        example=2,
        source="项目扩展",
    )
    turnover = Money(
        "上年营业收入",
        unit="万元",
        blank=True,
        note="上一自然年的营业收入，开业不满一年的不填",
        source="项目扩展",
    )
    support = Money(
        "获得资助金额",
        unit="万元",
        note="创业补贴、奖金、贴息等累计，不含贷款本金，没有的填0",
        example=0,
        source="项目扩展",
    )
    incubated = Flag(
        "是否入驻孵化基地",
        note="入驻学校或政府认定的创业孵化基地的选“是”",
        example="是",
        source="项目扩展",
    )
    adviser = Ref(
        "指导教师",
        "general.Teacher",
        blank=True,
        note="填工号；学校指定的创业指导教师，没有的不填",
        example="js002",
        source="项目扩展",
    )
    related = Flag(
        "是否与所学专业相关",
        note="经营内容用到所学（所教）专业技能的选“是”",
        example="是",
        source="项目扩展",
    )
    status = Code(
        "创业状态",
        "startup_status",
        note="以填报日的登记状态和实际经营为准",
        example="经营中",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="获奖、注销、转让等情况",
        example="获市中职创业大赛三等奖",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "创业信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "business_form", "industry", "begun", "jobs", "status"]
        filters = ["number", "name", "kind", "business_form", "industry", "status"]
        sections = {
            "创业者": "number",
            "项目": "name",
            "规模": "begun",
            "指导与状态": "incubated",
        }
        checks = [
            RequiredIf("student", "kind", equals=judgements.LEARNERS),
            RequiredIf("teacher", "kind", equals=judgements.STAFF),
        ]
