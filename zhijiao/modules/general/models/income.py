"""综合信息 / 办学经费 / 经费收入."""

from zhijiao.filing.declare import (
    CalendarRecord,
    Declaration,
    LongText,
    Money,
    NotLess,
    RowCheck,
    SumOf,
    Text,
)
from zhijiao.modules.general import judgements


def _amount(label: str, note: str, example: float, source: str, blank: bool = False) -> Money:
    """An amount in 万元 with four places, which keeps every 元."""
    return Money(
        label,
        unit="万元",
        digits=14,
        places=4,
        max=1_000_000,
        note=note,
        example=example,
        source=source,
        blank=blank,
    )


class Income(CalendarRecord):
    """综合信息 / 办学经费 / 经费收入: income of a calendar year in 万元, one page a year.

    The parts follow 教育经费统计报表 and JY/T 1002 JCBX0101 to 0103; each level must add up. Attached classes
    report the secondary department alone (guide).
    """

    total = _amount(
        "经费收入合计",
        "全年实际到账的收入，等于以下五大类之和；不含上年结转、借款和代收代管资金",
        4860,
        "教育经费统计报表制度",
    )
    state = _amount(
        "国家财政性教育经费",
        "等于一般公共预算、政府性基金预算、企业办学拨款、校办产业和其他财政性经费之和",
        4200,
        "教育经费统计报表制度",
    )
    public_budget = _amount(
        "一般公共预算安排的教育经费",
        "等于教育事业费、基本建设经费、教育费附加、科研经费与其他拨款之和",
        4150,
        "教育经费统计报表制度",
    )
    operating = _amount(
        "教育事业费",
        "财政部门在“教育支出”科目下拨付的人员和公用经费，包括免学费补助和助学金专款",
        3600,
        "JY/T 1002-2012 JCBX0101 JYSYFBK",
    )
    construction = _amount(
        "基本建设经费", "发展改革部门安排的基建拨款，没有的填0", 300, "JY/T 1002-2012 JCBX0101 JBJSBK"
    )
    surcharge = _amount(
        "教育费附加", "由教育费附加、地方教育附加安排的拨款，没有的填0", 200, "JY/T 1002-2012 JCBX0101 JYFFJ"
    )
    research = _amount("科研经费", "财政安排的科研项目经费，没有的填0", 10, "教育经费统计报表制度")
    other_budget = _amount(
        "其他一般公共预算拨款",
        "其他部门拨入的财政资金，如人社部门的培训补贴，没有的填0",
        40,
        "JY/T 1002-2012 JCBX0101 QTBK",
    )
    fund_budget = _amount(
        "政府性基金预算安排的教育经费",
        "彩票公益金、土地出让收益等政府性基金安排的经费，没有的填0",
        30,
        "JY/T 1002-2012 JCBX0101 DFJJ",
    )
    enterprise_grant = _amount(
        "企业办学中的企业拨款",
        "国有及国有控股企业举办的学校由企业拨付的经费，没有的填0",
        0,
        "教育经费统计报表制度",
    )
    school_industry = _amount(
        "校办产业和社会服务用于教育的经费",
        "校办产业上缴和社会服务收入中用于教育的部分，没有的填0",
        20,
        "JY/T 1002-2012 JCBX0102 FSDWSJSR",
    )
    other_state = _amount(
        "其他国家财政性教育经费", "不属于以上各项的财政性经费，没有的填0", 0, "教育经费统计报表制度"
    )
    organiser = _amount(
        "民办学校举办者投入", "民办学校举办者当年投入的办学资金，公办学校填0", 0, "教育经费统计报表制度"
    )
    donation = _amount(
        "捐赠收入",
        "境内外单位和个人捐赠的货币资金，以捐赠票据为准；实物捐赠不计，没有的填0",
        20,
        "JY/T 1002-2012 JCBX0103 QTJKSR",
    )
    business = _amount(
        "事业收入", "等于学费、住宿费、培训收入与其他事业收入之和", 600, "教育经费统计报表制度"
    )
    tuition = _amount(
        "学费收入",
        "实际收取的学费，已免学费的不计；财政补助的免学费资金计入教育事业费",
        160,
        "JY/T 1002-2012 JCBX0102 XZFSR",
    )
    lodging = _amount("住宿费收入", "实际收取的住宿费，不收取的填0", 220, "教育经费统计报表制度")
    training = _amount(
        "培训收入", "面向社会开展职业培训、鉴定取得的收入，没有的填0", 180, "JY/T 1002-2012 JCBX0103 QTPXBKSR"
    )
    other_business = _amount(
        "其他事业收入", "联合办学、考试报名等其他事业性收费，没有的填0", 40, "JY/T 1002-2012 JCBX0103 LHBXSR"
    )
    other = _amount(
        "其他教育经费",
        "经营收入、利息、资产处置和房屋出租等不属于以上各类的收入，没有的填0",
        40,
        "JY/T 1002-2012 JCBX0103 ZCCZSR",
    )
    per_student = _amount(
        "其中：生均公用经费拨款", "教育事业费中按生均标准拨付的公用经费，包含在教育事业费内", 620, "项目扩展"
    )
    tuition_relief = _amount(
        "其中：免学费补助资金", "财政因免除学费补助学校的资金，包含在教育事业费内，没有的填0", 430, "项目扩展"
    )
    student_grants = _amount(
        "其中：国家助学金和奖学金",
        "财政拨入用于发放给学生的资金，包含在教育事业费内，没有的填0",
        180,
        "项目扩展",
    )
    central_projects = _amount(
        "其中：中央专项资金",
        "现代职业教育质量提升计划等中央财政专项，包含在国家财政性教育经费内",
        350,
        "项目扩展",
    )
    local_projects = _amount(
        "其中：地方专项资金", "省、市、县财政安排的专项资金，包含在国家财政性教育经费内", 260, "项目扩展"
    )
    carried_over = _amount(
        "上年结转", "上年结余转入本年使用的资金，不计入收入合计", 310, "项目扩展", blank=True
    )
    loans = _amount(
        "当年新增借款",
        "当年取得的银行贷款和其他借款，不计入收入合计",
        0,
        "JY/T 1002-2012 JCBX0109",
        blank=True,
    )
    prepared_by = Text(
        "填表会计",
        max_length=36,
        note="对数据负责的财务人员姓名，核数时联系",
        example="卢华兴",
        source="JY/T 1005-2012 ZZJF01 JFBRJBR",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="与上年相差三成以上、与财务决算不一致的，说明原因和限定用途",
        example="新建实训楼中央专项300万元年底到账",
        source="JY/T 1005-2012 ZZJF01 JFXDYTMS",
    )

    class Meta:
        verbose_name = "经费收入"

    class Filing(Declaration):
        single = True
        listing = ["total", "state", "organiser", "donation", "business", "other"]
        sections = {
            "合计": "total",
            "国家财政性教育经费": "state",
            "举办者投入与捐赠": "organiser",
            "事业收入": "business",
            "其他收入": "other",
            "其中项（不另加入合计）": "per_student",
            "结转、借款与说明": "carried_over",
        }
        checks = [
            SumOf("total", ["state", "organiser", "donation", "business", "other"]),
            SumOf(
                "state",
                ["public_budget", "fund_budget", "enterprise_grant", "school_industry", "other_state"],
            ),
            SumOf("public_budget", ["operating", "construction", "surcharge", "research", "other_budget"]),
            SumOf("business", ["tuition", "lodging", "training", "other_business"]),
            RowCheck(
                ["operating", "per_student", "tuition_relief", "student_grants"],
                judgements.parts_within,
                "生均公用经费、免学费补助与奖助学金之和大于教育事业费",
                "三项都包含在教育事业费内，请核对",
            ),
            NotLess("state", "central_projects"),
            NotLess("state", "local_projects"),
        ]
