"""综合信息 / 教师信息 / 专利成果."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Money,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
    Whole,
)
from zhijiao.modules.general import documents, judgements

GRANTED = ("1", "4", "5")


class TeacherPatent(Record):
    """综合信息 / 教师信息 / 专利成果: patents a teacher has invented or helped to invent (JY/T 1005 ZZJG2004)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；几名本校教师共同发明的，每人填一条",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    number = Text(
        "专利号",
        max_length=20,
        check=documents.patent_reason,
        note="授权的填ZL加申请号，申请中的只填申请号；带小数点和校验位，如 ZL201710601862.3",
        example="ZL201720601862.9",
        source="JY/T 1005-2012 ZZJG2004 ZLCGBH",
    )
    name = Text(
        "专利名称",
        max_length=100,
        search=True,
        note="与专利证书或受理通知书一致",
        example="一种网络布线实训用多功能操作台",
        source="JY/T 1005-2012 ZZJG2004 ZLCGMC",
    )
    kind = Code(
        "专利类型",
        "patent_kind",
        note="看证书名称；申请号年份后一位1为发明、2为实用新型、3为外观设计，不一致时不能保存",
        example="实用新型",
        source="JY/T 1001-2012 ZLLX",
    )
    status = Code(
        "法律状态",
        "patent_status",
        note="按国家知识产权局公布的法律状态选择，已受理未授权的选“待批专利”",
        example="授权专利",
        source="JY/T 1001-2012 ZLFLZT",
    )
    applied = Date(
        "申请日期",
        before="today",
        note="证书或受理通知书上的专利申请日",
        example="2017-05-22",
        source="项目扩展",
    )
    granted = Date(
        "批准日期",
        blank=True,
        after="applied",
        before="today",
        note="证书上的授权公告日，未授权的不填",
        example="2018-01-09",
        source="JY/T 1005-2012 ZZJG2004 PZRQ",
    )
    certificate = Text(
        "专利证书编号",
        max_length=30,
        blank=True,
        note="证书右上角的证书号，如“第6843210号”填6843210",
        example="6843210",
        source="JY/T 1005-2012 ZZJG2004 ZLZSBH",
    )
    inventors = Text(
        "发明人",
        max_length=120,
        note="按证书顺序写全部发明人（设计人），用顿号分隔",
        example="谭红霞、韦朗",
        source="JY/T 1005-2012 ZZJG2004 ZLFMR",
    )
    inventor_count = Count(
        "发明人数",
        unit="人",
        min=1,
        max=50,
        note="证书上的发明人（设计人）总数",
        example=2,
        source="项目扩展",
    )
    place = Whole(
        "本人排名",
        min=1,
        max=50,
        unit="位",
        note="本人在发明人中的次序，第一发明人为1",
        example=1,
        source="JY/T 1001-2012 JS",
    )
    owner = Text(
        "专利权人",
        max_length=100,
        note="证书上的专利权人，申请中的填申请人；多个的用顿号分隔",
        example="云州市工业职业技术学校",
        source="项目扩展",
    )
    school_owned = Flag(
        "本校是否专利权人",
        note="专利权人中有本校的选“是”，个人或企业单独所有的选“否”",
        example="是",
        source="项目扩展",
    )
    transferred = Flag(
        "是否转化应用",
        note="已转让、许可或用于生产、实训装备并有协议的选“是”",
        example="否",
        source="项目扩展",
    )
    transfer_income = Money(
        "转化金额",
        unit="万元",
        max=100000,
        blank=True,
        note="转让或许可合同的实际到账金额，校内使用没有收入的填0",
        example=0,
        source="项目扩展",
    )
    description = LongText(
        "简介",
        blank=True,
        note="解决的问题和用途，一两句话",
        example="用于综合布线实训，可快速拆装各类端接模块",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "专利成果"

    class Filing(Declaration):
        key = ["teacher", "number"]
        title = ["name"]
        listing = ["teacher", "department", "number", "name", "kind", "status", "granted"]
        filters = ["teacher", "department", "name", "kind", "status", "granted", "school_owned"]
        ordering = ["teacher", "-applied"]
        sections = {
            "专利": "teacher",
            "申请与授权": "applied",
            "发明人与权利人": "inventors",
            "转化": "transferred",
        }
        checks = [
            NotLess("inventor_count", "place"),
            RequiredIf("granted", "status", equals=GRANTED),
            RequiredIf("certificate", "status", equals="1"),
            RequiredIf("transfer_income", "transferred", equals=True),
            RowCheck(
                ["number", "kind"],
                judgements.kind_of_patent_number,
                "与专利号不一致，专利号年份后一位是专利类型",
                "请核对专利号和专利类型",
            ),
            RowCheck(
                ["number", "applied"],
                judgements.year_of_patent_number,
                "与专利号中的年份不一致",
                "请核对专利号和申请日期",
            ),
        ]
