"""产教融合 / 集团化办学 / 企业合作情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Count,
    Declaration,
    LongText,
    Lookup,
    Money,
    NotLess,
    Ref,
)


class EducationGroupCooperation(AnnualRecord):
    """产教融合 / 集团化办学 / 企业合作情况: what companies of the group do in a school year.

    The leading school gives figures of the whole group, a member its own (guide).
    """

    group = Ref(
        "集团",
        "industry.EducationGroup",
        note="填编号，须先在“职教集团基本信息”中录入；本学年没有合作的也填一行0",
        example="JT01",
        source="填报指南 第三部分",
    )
    role = Lookup(
        "本校角色",
        "group.role",
        note="读取“职教集团基本信息”：牵头单位填整个集团的数，其他角色填本校的数",
        source="填报指南 第三部分",
    )
    companies = Count(
        "合作企业数",
        unit="家",
        note="本学年有实际合作内容的集团内企业，没有的填0",
        example=21,
        source="教职成〔2015〕4号",
    )
    large = Count(
        "其中规模以上企业数",
        unit="家",
        note="包含在合作企业数内，没有的填0",
        example=9,
        source="项目扩展",
    )
    agreements = Count(
        "签订合作协议数",
        unit="份",
        note="学年末有效的协议，没有的填0",
        example=19,
        source="教职成〔2018〕1号",
    )
    order_classes = Count(
        "订单（冠名）班数",
        unit="个",
        note="学年初在校的班级，没有的填0",
        example=4,
        source="教育事业统计报表制度",
    )
    order_students = Count(
        "订单（冠名）班学生数",
        unit="人",
        note="学年初在籍学生，没有的填0",
        example=168,
        source="教育事业统计报表制度",
    )
    apprentices = Count(
        "现代学徒制学生数",
        unit="人",
        note="已签学徒协议的在籍学生，没有的填0",
        example=60,
        source="教职成〔2014〕9号",
    )
    interns = Count(
        "接收实习学生数",
        unit="人",
        note="集团内企业接收的岗位实习学生，没有的填0",
        example=310,
        source="职业学校学生实习管理规定",
    )
    hired = Count(
        "接收毕业生就业数",
        unit="人",
        note="集团内企业录用的应届毕业生，没有的填0",
        example=220,
        source="教职成〔2015〕4号",
    )
    practising = Count(
        "接收教师实践人次",
        unit="人次",
        note="集团内企业接收的院校教师，每人每次计一次，没有的填0",
        example=54,
        source="教师〔2016〕3号",
    )
    fund = Money(
        "企业投入资金",
        unit="万元",
        note="实际到账，没有的填0",
        example=60,
        source="教职成〔2015〕4号",
    )
    equipment = Money(
        "企业投入设备折价",
        unit="万元",
        note="按入账价值或移交清单价格，没有的填0",
        example=120,
        source="教职成〔2015〕4号",
    )
    trained = Count(
        "院校为企业培训人次",
        unit="人次",
        note="每期每人计一次，没有的填0",
        example=860,
        source="教职成〔2015〕4号",
    )
    projects = Count(
        "技术服务项目数",
        unit="项",
        note="签有合同的技术研发与服务，没有的填0",
        example=5,
        source="教职成〔2015〕4号",
    )
    income = Money(
        "技术服务收入",
        unit="万元",
        note="实际到账，没有的填0",
        example=18.5,
        source="教职成〔2015〕4号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="合作企业破产、退出，或数额比上年变化大的原因",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职教集团企业合作情况"

    class Filing(Declaration):
        key = ["group"]
        listing = ["year", "group", "role", "companies", "agreements", "interns", "hired", "fund"]
        filters = ["group"]
        follows = "group"
        sections = {
            "集团": "group",
            "企业与协议": "companies",
            "培养": "order_classes",
            "投入": "fund",
            "服务": "trained",
        }
        checks = [
            NotLess("companies", "large"),
            NotLess(
                "order_students",
                "order_classes",
                "订单（冠名）班数多于订单（冠名）班学生数",
                "请核对班级数与学生数",
            ),
        ]
