"""综合信息 / 教师信息 / 培训学习."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    Lookup,
    Money,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

ABROAD = "8"


class TeacherTraining(Record):
    """综合信息 / 教师信息 / 培训学习: further training at home and abroad (JY/T 1002 JCJG0401, JCJG0402)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；每参加一个培训班填一条，校本培训按学期合并填写",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    name = Text(
        "进修班名称",
        max_length=80,
        search=True,
        note="培训通知或结业证书上的班名，不用简称",
        example="职业院校教师素质提高计划网络技术专业骨干教师培训班",
        source="JY/T 1002-2012 JCJG0401 JXBMC",
    )
    programme = Code(
        "培训项目类别",
        "training_programme",
        note="按下达培训任务的单位选择；企业接收教师顶岗的填“教师实践”",
        example="国家级培训",
        source="教师函〔2021〕6号",
    )
    nature = Code(
        "进修性质",
        "training_nature",
        note="短期班选“培训”，半年以上到学校系统学习或学历提升的选“进修”",
        example="培训",
        source="JY/T 1002-2012 JCJG0401 JXXZM",
    )
    mode = Code(
        "学习方式",
        "training_mode",
        note="完全离开岗位的选全脱产，线上和业余学习选“不脱产（不离岗）”",
        example="全脱产（离岗）",
        source="JY/T 1002-2012 JCJG0401 XXFSM",
    )
    started = Date(
        "学习起始日期",
        before="today",
        note="报到日期，线上学习填第一次学习的日期",
        example="2020-10-12",
        source="JY/T 1002-2012 JCJG0401 XXQSNY",
    )
    ended = Date(
        "学习终止日期",
        blank=True,
        after="started",
        note="结业日期，还在学习的不填",
        example="2020-11-08",
        source="JY/T 1002-2012 JCJG0401 XXZZNY",
    )
    hours = Count(
        "总学时",
        unit="学时",
        max=5000,
        note="证书或培训通知写明的学时，没有写明的向举办单位核实，不自行折算；还在学习的填已完成学时",
        example=160,
        source="JY/T 1002-2012 JCJG0401 ZXS",
    )
    content = Text(
        "学习内容",
        max_length=160,
        note="主要课程或专题，写两三项",
        example="网络系统建设与运维、课程思政、1+X证书考核",
        source="JY/T 1002-2012 JCJG0401 XXNR",
    )
    organiser = Text(
        "主办单位",
        max_length=60,
        note="下达培训任务、组织学习的单位全称",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCJG0401 ZBDW",
    )
    organiser_nature = Code(
        "主办单位性质",
        "org_nature",
        blank=True,
        note="教育行政部门选党政机关，教师发展中心选“其他教育单位”",
        example="省级以上党政机关",
        source="JY/T 1002-2012 JCJG0401 ZBDWXZM",
    )
    place = Text(
        "在学单位",
        max_length=60,
        note="实际上课的学校、基地或平台名称",
        example="云岭大学",
        source="JY/T 1002-2012 JCJG0401 ZXDW",
    )
    place_kind = Code(
        "在学单位类别",
        "study_place_kind",
        blank=True,
        note="按在学单位的性质选择，企业培训基地选“企业”",
        example="全日制高等学校",
        source="JY/T 1002-2012 JCJG0401 ZXDWLBM",
    )
    result = Code(
        "进修结果",
        "training_result",
        blank=True,
        note="培训合格的选“结业”，学历提升取得毕业证书的选“毕业”，还在学习的不填",
        example="结业",
        source="JY/T 1002-2012 JCJG0401 JXJGM",
    )
    certificate = Text(
        "结业证书编号",
        max_length=40,
        blank=True,
        note="结业证书或继续教育证书上的编号，没有证书的不填",
        example="ZJPX2020110305",
        source="项目扩展",
    )
    fund = Code(
        "经费来源",
        "training_fund",
        note="国培、省培专项选“国家出资”，学校报销的选“单位出资”，多个来源选金额最大的",
        example="国家出资",
        source="JY/T 1002-2012 JCJG0402 CGJFLYM",
    )
    cost = Money(
        "学校支出费用",
        max=1_000_000,
        note="学校承担的培训费、差旅费合计，专项全额承担的填0",
        example=1800,
        source="项目扩展",
    )
    for_double = Flag(
        "是否计入双师型教师培训",
        note="以提高专业实践能力为主要内容的培训选“是”",
        example="是",
        source="教师〔2019〕6号",
    )
    country = Code(
        "出国（境）国别",
        "countries",
        blank=True,
        note="出国（境）培训填写所去国家或地区，途经的不填",
        source="JY/T 1002-2012 JCJG0402 CGGBM",
    )
    approval = Text(
        "出国（境）审批文号",
        max_length=40,
        blank=True,
        note="外事部门批准文件的文号，在国内培训的不填",
        source="JY/T 1002-2012 JCJG0402 SPWH",
    )
    approver = Text(
        "出国（境）审批单位",
        max_length=60,
        blank=True,
        note="签发批准文件的上级部门",
        source="JY/T 1002-2012 JCJG0402 SPDW",
    )

    class Meta:
        verbose_name = "培训学习"

    class Filing(Declaration):
        key = ["teacher", "name", "started"]
        listing = ["teacher", "department", "name", "programme", "started", "ended", "hours", "result"]
        filters = ["teacher", "department", "name", "programme", "mode", "started", "result"]
        ordering = ["teacher", "-started"]
        sections = {
            "培训": "teacher",
            "时间与内容": "started",
            "主办与承办": "organiser",
            "结果": "result",
            "经费": "fund",
            "出国（境）": "country",
        }
        checks = [
            RowCheck(
                ["started", "ended", "hours"],
                judgements.hours_fit_days,
                "按起止日期计算，平均每天超过12学时",
                "请核对起止日期与总学时",
            ),
            RequiredIf("ended", "result"),
            RequiredIf("country", "programme", equals=ABROAD),
            RequiredIf("approval", "programme", equals=ABROAD),
        ]
