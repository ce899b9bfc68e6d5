"""综合信息 / 国际合作."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    Moment,
    NotLess,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import amount, count

ORDER = "中外合作办学条例（国务院令第372号）"
STUDENTS = "学校招收和培养国际学生管理办法（教育部、外交部、公安部令第42号）"
REFORM = "国发〔2019〕4号"


class InternationalCooperation(AnnualRecord):
    """综合信息 / 国际合作: a row per project with a partner abroad (港澳台 too) in a school year.

    After 中外合作办学条例 (国务院令第372号), 学校招收和培养国际学生管理办法 (令第42号) and 国发〔2019〕4号;
    cited from knowledge, not compared with their wording.
    """

    number = Text(
        "国际合作编号",
        max_length=20,
        note="学校自编，同一项目各学年用同一编号",
        example="GJ01",
        source="项目扩展",
    )
    name = Text(
        "合作项目名称",
        max_length=80,
        search=True,
        note="批准书或协议上的中文名称",
        example="汽车运用与维修专业中外合作办学项目",
        source=ORDER,
    )
    kind = Code(
        "合作类型",
        "international_kind",
        note="按主要内容选一项，一份协议含几类的分行填报",
        example="中外合作办学项目",
        source=ORDER,
    )
    country = Code(
        "合作国别（地区）",
        "countries",
        note="外方单位注册地，港澳台选相应地区；涉及多国的选主要一国",
        example="德国",
        source="GB/T 2659",
    )
    partner = Text(
        "外方单位中文名称",
        max_length=100,
        note="与批准书或协议的中文文本一致",
        example="莱茵职业技术学校",
        source=ORDER,
    )
    partner_foreign = Text(
        "外方单位外文名称",
        max_length=180,
        note="与协议外文文本一致，用外方所在国官方文字或英文",
        example="Rhein Berufskolleg",
        source=ORDER,
    )
    partner_kind = Code(
        "外方单位类型",
        "foreign_body_kind",
        note="按外方单位性质选择；高等学校以外的学校没有对应项，选“其他”",
        example="其他",
        source="JY/T 1001-2012 GJWXZDWLX",
    )
    approver = Text(
        "审批机关",
        max_length=60,
        blank=True,
        note="批准合作办学的教育行政部门，不需审批的项目不填",
        example="云岭省教育厅",
        source=ORDER,
    )
    licence = Text(
        "批准书（许可证）编号",
        max_length=40,
        blank=True,
        note="中外合作办学项目批准书或机构办学许可证的编号，不需审批的不填",
        example="PDE45DE1A20180012N",
        source=ORDER,
    )
    agreed = Date(
        "协议签订日期",
        before="today",
        note="现行协议的签订日期，续签后更新",
        example="2018-04-20",
        source=ORDER,
    )
    agreed_until = Date(
        "有效期截止日期",
        after="agreed",
        note="批准书或协议写明的截止日期，以先到期的为准",
        example="2023-08-31",
        source=ORDER,
    )
    department = Ref(
        "负责机构",
        "general.Department",
        note="承办外事和项目管理的校内机构，填机构号",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "中方负责人",
        "general.Teacher",
        note="填工号；项目的中方管理负责人",
        example="js002",
        source=ORDER,
    )
    major = Ref(
        "合作专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，与专业无关的交流项目不填",
        example="123-123",
        source=ORDER,
    )
    foreign_courses = Text(
        "外语授课课程",
        max_length=120,
        blank=True,
        note="用外语或双语讲授的课程名称，用顿号分隔，没有的不填",
        example="汽车专业英语、发动机构造与维修（双语）",
        source=ORDER,
    )
    planned = count("当年招生计划数", "人", "批准书核定或协议约定的招生规模", 40, ORDER)
    enrolled = count("当年招生数", "人", "本学年注册的项目新生", 36, ORDER)
    students = count("在读项目学生数", "人", "学年末在读的中国学生", 98, ORDER, moment=Moment.YEAR_ENDS)
    foreign_students = count(
        "国际学生数", "人", "学年末在校学习的非中国籍学生", 0, STUDENTS, moment=Moment.YEAR_ENDS
    )
    long_foreign = count(
        "其中学习一学期以上人数",
        "人",
        "包含在国际学生数内，持居留证件或X1签证的学生",
        0,
        STUDENTS,
        moment=Moment.YEAR_ENDS,
    )
    students_out = count("派出学生人次", "人次", "本学年赴境外学习、实习、参赛的学生，线上的不计", 6, REFORM)
    students_in = count("接待来访学生人次", "人次", "本学年境外院校短期来访交流的学生", 12, REFORM)
    teachers_out = count(
        "派出教师人次", "人次", "本学年赴境外进修、任教、交流的教职工，线上的不计", 4, REFORM
    )
    foreign_teachers = count("外籍教师人数", "人", "本学年任课一个月以上、持工作许可的外籍教师", 2, ORDER)
    imported = count("引进课程（标准）数", "门", "经审核使用的外方课程、教学标准", 9, ORDER)
    exported = count("输出课程（标准）数", "门", "被境外机构采用的本校课程、教学标准", 0, REFORM)
    certificates = count("取得国际证书学生数", "人", "本学年取得境外职业资格证书的学生", 15, REFORM)
    trained = count("服务企业境外培训人次", "人次", "为“走出去”企业培训的境内外员工", 0, REFORM)
    fund = amount("当年项目经费支出", "本学年支出，等于财政、学费与外方及其他三项之和", 58, ORDER)
    public_fund = amount("财政资金支出", "财政拨款和专项用于本项目的支出", 20, ORDER)
    fee_fund = amount("学费收入支出", "按批准标准收取的学费中用于本项目的支出", 30, ORDER)
    other_fund = amount("外方及其他资金支出", "外方投入、企业资助等用于本项目的支出", 8, ORDER)
    evaluated = Flag(
        "是否通过质量评估",
        note="最近一次合作办学评估或年度报告审核合格的选“是”，未开展的选“否”",
        example="是",
        source=ORDER,
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="因疫情改为线上、停止招生、到期不续等需要说明的情况",
        example="2020学年外方教师改为线上授课",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "国际合作"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "country", "partner", "major", "students", "agreed_until"]
        filters = ["name", "kind", "country", "partner", "major"]
        sections = {
            "项目": "number",
            "外方单位": "country",
            "批准与协议": "approver",
            "学生": "planned",
            "教师与课程": "teachers_out",
            "经费（万元）": "fund",
            "评估与说明": "evaluated",
        }
        checks = [
            RequiredIf("approver", "kind", equals=("01", "02")),
            RequiredIf("licence", "kind", equals=("01", "02")),
            RequiredIf("major", "kind", equals="02"),
            NotLess("foreign_students", "long_foreign"),
            SumOf("fund", ["public_fund", "fee_fund", "other_fund"]),
        ]
