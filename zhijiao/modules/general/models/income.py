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
from zhijiao.modules.general.models.figures import return_row

TABLE = "基2-2"
LARGEST = 1_000_000


def _row(number: str, label: str, note: str, example: float | None = None) -> Money:
    """A row of the finance return; those that came in with its wording have no example and may stay empty."""
    return return_row(TABLE, number, label, note, example, digits=14, max=LARGEST)


def _own(label: str, note: str, example: float | None = None) -> Money:
    """An amount that the return does not ask for."""
    return Money(
        label,
        unit="万元",
        digits=14,
        places=4,
        max=LARGEST,
        note=note,
        example=example,
        source="项目扩展",
        blank=example is None,
    )


class Income(CalendarRecord):
    """综合信息 / 办学经费 / 经费收入: income of a calendar year in 万元, one page a year.

    Rows and wording are those of the finance return's base table 2-2, without what it asks of kindergartens and
    primary schools; each level must add up. Attached classes report the secondary department alone (guide).
    """

    total = _row(
        "01",
        "经费收入合计",
        "全年实际到账的收入，等于本页各大类之和；不含上年结转和代收代管资金",
        4860,
    )
    public_budget = _row(
        "02",
        "一般公共预算安排的教育经费",
        "等于教育经费、科学技术、社会保障、卫生健康、住房保障与其他之和",
        4150,
    )
    education_budget = _row(
        "03", "一般公共预算教育经费", "等于教育事业费、基本建设经费与教育费附加之和", 4100
    )
    operating = _row(
        "04", "教育事业费", "财政在“教育支出”科目下拨付的人员和公用经费，包括免学费补助和助学金专款", 3600
    )
    construction = _row("05", "基本建设经费", "发展改革部门安排的基建拨款，没有的填0", 300)
    surcharge = _row("06", "教育费附加", "由教育费附加、地方教育附加安排的拨款，没有的填0", 200)
    research = _row(
        "07", "一般公共预算科学技术经费", "财政在“科学技术支出”科目下安排的科研项目经费，没有的填0", 10
    )
    social_security = _row(
        "08", "一般公共预算社会保障和就业经费", "财政为教职工养老、职业年金和退休等安排的拨款，没有的不填"
    )
    health = _row(
        "09", "一般公共预算卫生健康经费", "财政为教职工医疗保险、公务员医疗补助安排的拨款，没有的不填"
    )
    housing = _row("10", "一般公共预算住房保障经费", "财政为住房公积金、提租补贴安排的拨款，没有的不填")
    other_budget = _row(
        "11",
        "其他一般公共预算安排的教育经费",
        "不属于以上科目的财政拨款，如人社部门的培训补贴，没有的填0",
        40,
    )
    fund_budget = _row(
        "12", "政府性基金预算安排的教育经费", "彩票公益金、专项债券、土地收益等政府性基金，没有的填0", 30
    )
    lottery = _row("13", "其中：彩票公益金", "包含在政府性基金预算内，以拨款文件注明的资金来源为准")
    special_debt = _row(
        "14", "其中：地方政府专项债务收入安排的教育经费", "以专项债券项目的拨款为准，包含在政府性基金预算内"
    )
    treasury = _row(
        "15", "其中：超长期特别国债安排的教育经费", "以下达文件注明的资金来源为准，包含在政府性基金预算内"
    )
    business = _row(
        "16", "事业预算收入", "等于学费、住宿费、培训与其他事业收入之和，以财政专户核拨数为准", 600
    )
    tuition = _row("17", "其中：学费", "已免学费的不计；财政补助的免学费资金计入教育事业费", 160)
    lodging = _row("19", "其中：住宿费", "按物价部门核准标准收取并核拨的部分，不收取的填0", 220)
    training = _own("其中：培训收入", "面向社会开展职业培训、鉴定取得的收入，没有的填0", 180)
    other_business = _own("其中：其他事业收入", "联合办学、考试报名等其他事业性收费，没有的填0", 40)
    superior = _row("20", "上级补助预算收入", "主管部门用自有资金给予的补助，不是财政拨款，没有的不填")
    affiliated = _row("21", "附属单位上缴预算收入", "校办企业等独立核算单位按规定上缴的收入，没有的不填")
    trading = _row("22", "经营预算收入", "非独立核算的实训工厂、门店等经营活动的收入，没有的不填")
    borrowing = _row("23", "债务预算收入", "当年取得并纳入预算管理的银行贷款等借款，没有的不填")
    other_level = _row(
        "24", "非同级财政拨款预算收入", "其他级次财政或其他单位转来的财政资金，如横向课题，没有的不填"
    )
    investment = _row("25", "投资预算收益", "对外投资取得的股利、利息等，没有的不填")
    other = _row(
        "26", "其他预算收入", "捐赠、存款利息、租金、食堂净收入等不属于以上各类的收入，没有的填0", 80
    )
    interest = _row("27", "其中：利息预算收入", "银行存款利息，包含在其他预算收入内，没有的不填")
    donation = _row(
        "28", "其中：捐赠预算收入", "单位和个人捐赠的货币资金，以捐赠票据为准；实物不计，没有的填0", 20
    )
    rent = _row("29", "其中：租金预算收入", "出租房屋、场地、设备的收入，包含在其他预算收入内，没有的不填")
    canteen = _row("30", "其中：食堂净预算收入", "食堂收支相抵后的结余，包含在其他预算收入内，没有的不填")
    enterprise_grant = _row(
        "32", "国有及国有控股企业拨款", "国有企业举办的学校由企业拨付的经费，没有的填0", 0
    )
    organiser = _row("33", "民办学校中举办者投入", "举办者当年投入的办学资金，公办学校填0", 0)
    unplaced = _own(
        "尚未归入新项目的收入",
        "升级时由旧口径带入，计入合计；请按右边的说明分到以上各项后清空，新填报的不填",
    )
    unplaced_detail = Text(
        "旧口径项目与金额",
        max_length=200,
        blank=True,
        note="升级时写入：旧口径各项的名称和金额，分配完毕后清空",
        source="项目扩展",
    )
    all_construction = _row(
        "34", "一般公共预算安排的基本建设总经费", "基本建设经费加上其他科目中用于基建的部分，没有的不填"
    )
    general_debt = _row(
        "35",
        "地方政府一般债务收入安排的教育经费",
        "以一般债券项目的拨款为准，包含在一般公共预算内，没有的不填",
    )
    tuition_collected = _row("36", "本年实际收取学费", "向学生实收的学费，包括尚未核拨的，没有的不填")
    lodging_collected = _row("40", "本年实际收取住宿费", "向学生实收的住宿费，包括尚未核拨的，没有的不填")
    handed_in = _row("41", "本年上缴国库款", "缴入国库或财政专户的非税收入，没有的不填")
    donations_received = _row("44", "本年实际接受捐赠收入", "货币和实物捐赠合计，实物按评估价，没有的不填")
    public_expenses = _row(
        "45", "财政补助收入中安排的公用经费", "教育事业费等财政补助中的公用部分，没有的不填"
    )
    heating = _row("48", "财政补助收入中安排的取暖经费", "采暖地区填写，包含在公用经费内")
    foundation_income = _row("49", "教育基金会本年捐赠收入", "本校设立的教育基金会当年接受的捐赠，没有的不填")
    foundation_spent = _row("50", "教育基金会本年慈善活动经费", "基金会当年用于慈善活动的支出，没有的不填")
    foundation_given = _row("51", "其中：转入学校", "基金会慈善活动经费中拨给本校使用的部分，没有的不填")
    per_student = _own(
        "其中：生均公用经费拨款", "教育事业费中按生均标准拨付的公用经费，包含在教育事业费内", 620
    )
    tuition_relief = _own(
        "其中：免学费补助资金", "财政因免除学费补助学校的资金，包含在教育事业费内，没有的填0", 430
    )
    student_grants = _own(
        "其中：国家助学金和奖学金", "财政拨入用于发放给学生的资金，包含在教育事业费内，没有的填0", 180
    )
    central_projects = _own(
        "其中：中央专项资金", "现代职业教育质量提升计划等中央财政专项，包含在收入合计内", 350
    )
    local_projects = _own("其中：地方专项资金", "省、市、县财政安排的专项资金，包含在收入合计内", 260)
    carried_over = _own("上年结转", "上年结余转入本年使用的资金，不计入收入合计")
    loans = _own("当年新增借款", "没有纳入预算管理的借款，不计入收入合计；已填在“债务预算收入”的不再填")
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
        note="与上年相差一成以上、与财务决算不一致的，说明原因和限定用途",
        example="新建实训楼中央专项300万元年底到账",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "经费收入"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        single = True
        listing = ["total", "public_budget", "fund_budget", "business", "other", "organiser"]
        sections = {
            "合计": "total",
            "一般公共预算": "public_budget",
            "政府性基金预算": "fund_budget",
            "事业预算收入": "business",
            "其他各类收入": "superior",
            "旧口径（升级前填报的）": "unplaced",
            "附列（不另加入合计）": "all_construction",
            "其中项（不另加入合计）": "per_student",
            "结转、借款与说明": "carried_over",
        }
        checks = [
            SumOf(
                "total",
                [
                    "public_budget", "fund_budget", "business", "superior", "affiliated", "trading", "borrowing",
                    "other_level", "investment", "other", "enterprise_grant", "organiser", "unplaced",
                ],
            ),
            SumOf(
                "public_budget",
                ["education_budget", "research", "social_security", "health", "housing", "other_budget"],
            ),
            SumOf("education_budget", ["operating", "construction", "surcharge"]),
            SumOf("business", ["tuition", "lodging", "training", "other_business"]),
            judgements.PartsWithin("fund_budget", "lottery", "special_debt", "treasury"),
            judgements.PartsWithin("other", "interest", "donation", "rent", "canteen"),
            RowCheck(
                ["operating", "per_student", "tuition_relief", "student_grants"],
                judgements.parts_within,
                "生均公用经费、免学费补助与奖助学金之和大于教育事业费",
                "三项都包含在教育事业费内，请核对",
            ),
            NotLess("foundation_spent", "foundation_given"),
            NotLess("total", "central_projects"),
            NotLess("total", "local_projects"),
        ]  # fmt: skip
