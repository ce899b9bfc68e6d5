"""综合信息 / 教师信息 / 教师认定."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

DOUBLE_QUALIFIED = "1"
FAILED = ("4", "5")


class TeacherRecognition(Record):
    """综合信息 / 教师信息 / 教师认定: 双师型 and other standings granted to teachers, one row each (JY/T 1005 ZZJG18).

    工作信息 says how a teacher stands now; here is every decision with its document.
    """

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；每认定、晋级、复核一次填一条，不改动以前的记录",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    kind = Code(
        "认定类别",
        "teacher_recognition_kind",
        note="只填有正式认定文件的；荣誉称号、比赛获奖填“教师获奖与荣誉”",
        example="双师型教师",
        source="JY/T 1005-2012 ZZJG18 SSLX",
    )
    double_level = Code(
        "双师型教师级别",
        "double_qualified_level",
        blank=True,
        note="认定类别为双师型教师时，按认定文件选择；2022年以前认定且没有分级的不填",
        example="中级双师型教师",
        source="教师厅〔2022〕2号",
    )
    outcome = Code(
        "认定结果",
        "recognition_outcome",
        default="1",
        note="第一次取得选“首次认定”，提高级别选“晋级认定”，到期重新审核的选复核结果",
        example="首次认定",
        source="教师厅〔2022〕2号",
    )
    authority = Text(
        "认定单位",
        max_length=60,
        note="认定文件的落款单位；学校自行认定的填本校全称",
        example="云岭省教育厅",
        source="JY/T 1005-2012 ZZJG18 ZSBFJG",
    )
    authority_level = Code(
        "认定单位级别",
        "recognition_level",
        note="按认定单位的行政级别选择，学校自行认定的选“校级”",
        example="省级",
        source="项目扩展",
    )
    recognised = Date(
        "认定日期",
        before="today",
        note="认定文件或证书的落款日期，不是申报日期",
        example="2019-12-20",
        source="JY/T 1005-2012 ZZJG18 HDSSRQ",
    )
    document = Text(
        "认定文号",
        max_length=40,
        note="公布认定名单的文件文号，没有文号的填公示名称和日期",
        example="云教师〔2019〕45号",
        source="项目扩展",
    )
    certificate = Text(
        "认定证书编号",
        max_length=40,
        blank=True,
        note="双师型教师证书或聘书上的编号，没有发证书的不填",
        example="SSX2019450103021",
        source="JY/T 1005-2012 ZZJG18 ZYZSBH",
    )
    expires = Date(
        "有效期至",
        blank=True,
        after="recognised",
        note="认定文件写明的有效期或下次复核日期，长期有效的不填",
        example="2024-12-19",
        source="教师厅〔2022〕2号",
    )
    speciality = Text(
        "认定专业",
        max_length=60,
        blank=True,
        note="认定所依据的专业或专业大类，按认定文件填写",
        example="计算机网络技术",
        source="项目扩展",
    )
    qualification = Text(
        "依据的职业资格或技能等级证书",
        max_length=80,
        blank=True,
        note="证书名称和等级，与“专业能力与资格证书”中的记录一致",
        example="网络设备调试员三级/高级工",
        source="JY/T 1005-2012 ZZJG18 ZYZGZS",
    )
    qualification_number = Text(
        "依据的证书编号",
        max_length=40,
        private="id",
        exact=False,
        blank=True,
        note="上一项证书的编号，用于与发证机构核对",
        example="1820000000300123",
        source="JY/T 1005-2012 ZZJG18 ZYZGZSBH",
    )
    title = Code(
        "依据的专业技术职务",
        "professional_titles",
        blank=True,
        note="认定时的教师系列职务或非教师系列职务，以取得资格为准",
        example="讲师（中专）",
        source="JY/T 1005-2012 ZZJG18 ZYJSZWM",
    )
    title_granted = Date(
        "依据的职务取得日期",
        blank=True,
        before="recognised",
        note="上一项职务资格证书上的取得日期，不得晚于认定日期",
        example="2018-12-20",
        source="JY/T 1005-2012 ZZJG18 ZYJSZCQDRQ",
    )
    industry_months = Count(
        "近五年企业实践累计月数",
        unit="月",
        max=60,
        blank=True,
        note="认定时前五年到企业实践的累计月数，认定双师型教师的须填，没有的填0",
        example=8,
        source="教师〔2016〕3号",
    )
    current = Flag(
        "是否有效",
        note="仍在有效期内、没有被新的认定取代或撤销的选“是”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="破格认定、复核未通过、撤销的原因等",
        example="以全国职业院校技能大赛优秀指导教师条件直接认定",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教师认定"

    class Filing(Declaration):
        key = ["teacher", "kind", "recognised"]
        listing = ["teacher", "department", "kind", "double_level", "outcome", "recognised", "current"]
        filters = [
            "teacher",
            "department",
            "kind",
            "double_level",
            "authority_level",
            "recognised",
            "current",
        ]
        ordering = ["teacher", "-recognised"]
        sections = {
            "认定": "teacher",
            "文件与证书": "authority",
            "认定依据": "speciality",
            "状态": "current",
        }
        checks = [
            RowCheck(
                ["kind", "double_level"],
                judgements.only_double_qualified,
                "只有双师型教师分初、中、高级",
                "请清空双师型教师级别，或核对认定类别",
            ),
            RequiredIf("industry_months", "kind", equals=DOUBLE_QUALIFIED),
            RequiredIf("qualification_number", "qualification"),
            RequiredIf("title_granted", "title"),
            RequiredIf("remarks", "outcome", equals=FAILED),
            RowCheck(
                ["outcome", "current"],
                judgements.failed_is_not_current,
                "复核未通过或已撤销的认定不再有效",
                "请选“否”",
            ),
        ]
