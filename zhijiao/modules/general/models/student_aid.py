"""综合信息 / 学生信息 / 学生奖助信息."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    LongText,
    Lookup,
    Money,
    Month,
    Ref,
    RequiredIf,
    RowCheck,
    TermRecord,
    Text,
)
from zhijiao.modules.general import judgements

SCHOLARSHIPS = ("1", "4", "6")
LASTING = ("2", "3")
BY_CARD = ("1", "2")


class StudentAid(TermRecord):
    """综合信息 / 学生信息 / 学生奖助信息: each grant, scholarship or waiver, one row per payment (JY/T 1005 ZZXS10)."""

    student = Ref(
        "学生",
        "general.Student",
        note="填学号；一名学生本学期得到几项资助、发放几次，就填几条",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    kind = Code(
        "资助类型",
        "subsidy_type",
        note="国家助学金与免学费分别填写；学校从事业收入中提取资金发放的选学校奖、助学金",
        example="国家助学金",
        source="JY/T 1005-2012 ZZXS1001 SZLX",
    )
    amount = Money(
        "资助金额",
        min=0.01,
        max=100000,
        note="本次实际到账或减免的金额，不填全年标准；国家助学金按月数折算",
        example=1000,
        source="JY/T 1005-2012 ZZXS1001 ZZJE",
    )
    monthly = Money(
        "月发放标准",
        unit="元/月",
        blank=True,
        max=10000,
        note="国家助学金填批准的每月标准，资助金额等于它乘以月数；一次性发放的不填",
        example=200,
        source="源系统列表与模板",
    )
    fund_source = Code(
        "资助经费来源",
        "subsidy_fund_source",
        note="中央与地方分担的选出资最多的一级",
        example="中央财政",
        source="JY/T 1005-2012 ZZXS1001 ZZJFLYM",
    )
    sponsor = Text(
        "资助单位或个人",
        max_length=60,
        blank=True,
        note="企业、社会组织或个人出资的填写全称，财政资金不填",
        source="JY/T 1005-2012 ZZXS1001 ZZDWHGR",
    )
    award_name = Text(
        "奖学金名称",
        max_length=60,
        blank=True,
        note="奖学金类须填写，与发放文件一致",
        source="JY/T 1005-2012 ZZXS1002 JXJMC",
    )
    award_grade = Code(
        "奖学金等级",
        "award_grade",
        blank=True,
        note="按评审结果选择，不分等级的奖学金和助学金不填",
        source="JY/T 1005-2012 ZZXS1002 JXJDJ",
    )
    hardship = Code(
        "认定困难程度",
        "hardship_degree",
        blank=True,
        note="发放当学年的认定结果；不以家庭困难为条件享受的（如涉农专业）选“不困难”",
        example="一般困难",
        source="JY/T 1002-2012 JCTB0209 KNCDM",
    )
    reason = Text(
        "申请或减免原因",
        max_length=100,
        blank=True,
        note="国家助学金、免学费写明属于哪一类对象，如涉农专业、农村学生、家庭经济困难",
        example="家庭经济困难",
        source="JY/T 1005-2012 ZZXS1005 JMYY",
    )
    approval = Text(
        "审批文号或公示批次",
        max_length=40,
        blank=True,
        note="资助名单审批文件的文号，没有文号的填公示批次，便于抽查核对",
        example="云职资助〔2020〕3号",
        source="JY/T 1002-2012 JCXS0204 JLWH",
    )
    month_from = Month(
        "始发年月",
        blank=True,
        note="本次资助所属的第一个月，助学金和免学费填写",
        example="2020-09",
        source="JY/T 1005-2012 ZZXS1003 SFNY",
    )
    month_to = Month(
        "停发年月",
        blank=True,
        after="month_from",
        note="本次资助所属的最后一个月，中途退学的填退学当月",
        example="2021-01",
        source="JY/T 1005-2012 ZZXS1003 TFNY",
    )
    stop_reason = Text(
        "停发原因",
        max_length=80,
        blank=True,
        note="提前停发的写明原因，如休学、退学、转出、不再符合条件",
        source="JY/T 1005-2012 ZZXS1003 TFYY",
    )
    paid = Date(
        "受助日期",
        note="资金打卡成功或抵减学费的日期，同一天同类型只能有一条；按月发放的每次一条",
        example="2020-11-20",
        source="JY/T 1005-2012 ZZXS1001 SZRQ",
    )
    payment = Code(
        "发放方式",
        "payment_mode",
        note="国家助学金必须通过银行卡或社会保障卡发放；免学费选“直接减免”",
        example="银行卡（中职资助卡）",
        source="JY/T 1005-2012 ZZXS1001 FFFSSM",
    )
    bank = Text(
        "开户银行",
        max_length=60,
        blank=True,
        note="受助学生本人银行卡的开户银行",
        example="中国银行云州分行",
        source="项目扩展",
    )
    bank_card = Text(
        "银行卡号",
        max_length=30,
        blank=True,
        private="account",
        pattern=(r"\d{12,30}", "银行卡号应为12位以上数字，不含空格，请按卡面核对"),
        note="受助学生本人的银行卡或社会保障卡卡号，不得用家长或他人的卡",
        example="6217850000000000001",
        source="JY/T 1005-2012 ZZXS1001 YHKH",
    )
    remarks = LongText(
        "发放方式说明",
        blank=True,
        note="没有使用银行卡发放的说明原因和签领手续",
        source="JY/T 1005-2012 ZZXS1001 FFFSSM",
    )

    class Meta:
        verbose_name = "学生奖助信息"

    class Filing(Declaration):
        key = ["student", "kind", "paid"]
        listing = ["student", "school_class", "kind", "amount", "fund_source", "paid", "payment"]
        filters = ["student", "school_class", "kind", "fund_source", "paid", "payment"]
        ordering = ["-paid", "student"]
        sections = {
            "资助项目": "student",
            "认定与审批": "hardship",
            "发放": "paid",
        }
        checks = [
            RowCheck(["paid"], judgements.not_in_future, "受助日期晚于今天", "资金到账后再填写"),
            RowCheck(
                ["year", "paid"],
                judgements.within_aid_year,
                "受助日期不在本学年，也不在其后一学年内",
                "请核对学年与日期",
            ),
            RequiredIf("award_name", "kind", equals=SCHOLARSHIPS),
            RequiredIf("reason", "kind", equals=LASTING),
            RequiredIf("month_from", "kind", equals=LASTING),
            RequiredIf("month_to", "kind", equals=LASTING),
            RequiredIf("bank_card", "payment", equals=BY_CARD),
            RequiredIf("remarks", "payment", equals=("3", "9")),
            RequiredIf("sponsor", "kind", equals=("8", "9")),
        ]
