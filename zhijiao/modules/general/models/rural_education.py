"""综合信息 / 农村职业教育."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Area,
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    NotLess,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import amount, count

OPINION = "教职成〔2011〕13号"
MODEL = "国家级农村职业教育和成人教育示范县创建要求"
FARMERS = "高素质农民培育规范"


def _count(
    label: str, unit: str, note: str, example: int, source: str = OPINION, moment: Moment | None = None
) -> Count:
    """A number of the school year."""
    return count(label, unit, note, example, source, moment)


def _amount(label: str, note: str, example: float) -> Money:
    """What was spent in the school year."""
    return amount(label, note, example, OPINION)


class RuralEducation(AnnualRecord):
    """综合信息 / 农村职业教育: what the school does for farming, one page a year.

    After 关于加快发展面向农村的职业教育的意见 (教职成〔2011〕13号), the requirements on model counties of
    rural vocational and adult education and those on training of farmers; cited from knowledge, not
    compared with their wording.
    """

    model_county = Flag(
        "所在县是否为示范县",
        note="经教育部等部门命名的国家级农村职业教育和成人教育示范县选“是”",
        example="是",
        source=MODEL,
    )
    model_batch = Text(
        "示范县批次",
        max_length=30,
        blank=True,
        note="命名文件的批次，如“第三批”；不是示范县的不填",
        example="第三批",
        source=MODEL,
    )
    role = Flag(
        "是否为县级职教中心",
        note="由县（市、区）政府明确承担统筹职责的职业教育中心选“是”",
        example="否",
        source=OPINION,
    )
    head = Ref(
        "分管负责人",
        "general.Teacher",
        note="填工号；分管涉农专业和农民培训的校领导或主任",
        example="js002",
        source="项目扩展",
    )
    department = Ref(
        "承办机构",
        "general.Department",
        note="组织农民培训和乡镇教学的校内机构，填机构号",
        example="03",
        source="项目扩展",
    )
    level = Code(
        "涉农专业建设级别",
        "major_feature",
        note="涉农专业中已认定的最高层级，没有涉农专业的选“一般专业”",
        example="市级重点（骨干、特色）专业",
        source=OPINION,
    )
    majors = _count("涉农专业数", "个", "农林牧渔大类和面向农村的其他专业，以“专业设置”为准", 2)
    students = _count("涉农专业在校生数", "人", "学年初上述专业的在籍学生", 160, moment=Moment.YEAR_BEGINS)
    enrolled = _count("涉农专业当年招生数", "人", "本学年注册的新生", 55)
    rural_students = _count(
        "农村户籍在校生数",
        "人",
        "户口性质为农业或农村居民的在籍学生，全校口径",
        1800,
        moment=Moment.YEAR_BEGINS,
    )
    rural_graduates = _count("涉农专业当年毕业生数", "人", "本学年取得毕业证书的涉农专业学生", 50)
    stayed = _count(
        "其中在县域涉农就业人数", "人", "包含在涉农专业当年毕业生数内，在农业企业、合作社或家庭农场", 24
    )
    teachers = _count(
        "涉农专业专任教师数",
        "人",
        "任教上述专业课的在岗教师，兼课的按主要任教学科计",
        12,
        moment=Moment.YEAR_BEGINS,
    )
    skilled_teachers = _count(
        "其中双师型教师数", "人", "包含在涉农专业专任教师数内，以“教师认定”为准", 7, moment=Moment.YEAR_BEGINS
    )
    experts = _count("聘请农技专家数", "人", "本学年任课或指导的农业技术人员和乡土能人", 6)
    villages = _count("联系行政村数", "个", "本学年开展送教、技术指导的村", 14, MODEL)
    township_points = _count("乡镇教学点数", "个", "与乡镇成人文化技术学校合办、开展教学的点", 5, MODEL)
    farm_area = Area(
        "农业实训基地面积",
        note="种植、养殖实训基地的土地或水面，1亩约666.67平方米，没有的填0",
        example=20000,
        source=OPINION,
    )
    trained = _count("农民培训总人次", "人次", "本学年，等于下列四类之和，每期每人计一次", 960, MODEL)
    farming_trained = _count(
        "农业实用技术培训人次", "人次", "种植、养殖、加工等实用技术的短期培训", 520, MODEL
    )
    professional_trained = _count(
        "高素质农民培育人次", "人次", "农业农村部门下达任务、按规定学时完成的培育", 120, FARMERS
    )
    transfer_trained = _count("转移就业培训人次", "人次", "面向进城务工和就近就业人员的技能培训", 240, MODEL)
    other_trained = _count("其他农民培训人次", "人次", "电商、创业、法律、文化等其他培训", 80, MODEL)
    poor_trained = _count(
        "其中脱贫户及建档立卡人次", "人次", "包含在农民培训总人次内，以比对结果为准", 310, MODEL
    )
    certified = _count(
        "取得证书人次", "人次", "培训后取得技能等级、专项能力或培育证书的，包含在总人次内", 260, MODEL
    )
    adults = _count(
        "农民学历教育在读人数",
        "人",
        "在本校学习中等学历教育的成年农民，不论学习形式",
        70,
        moment=Moment.YEAR_BEGINS,
    )
    projects = _count("农业技术推广项目数", "项", "本学年承担或参与的推广、示范项目", 3)
    households = _count("带动农户数", "户", "推广项目和合作社直接带动的农户", 210)
    fund = _amount("当年涉农经费", "本学年用于涉农专业和农民培训，等于下列三项之和", 86)
    public_fund = _amount("财政涉农经费", "财政拨款、培训补贴和专项资金支出", 70)
    own_fund = _amount("自筹涉农经费", "学校自有资金支出", 10)
    other_fund = _amount("社会投入涉农经费", "企业、合作社和捐赠资金支出", 6)
    result = LongText(
        "主要做法与成效",
        blank=True,
        note="可核实的做法，如田间学校、合作社、品牌培训项目",
        example="与5个乡镇合办田间学校，开展砂糖橘栽培技术培训",
        source=MODEL,
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="培训任务未完成、专业停招等需要说明的情况",
        example="2020年上半年培训因疫情推迟",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "农村职业教育"

    class Filing(Declaration):
        single = True
        listing = [
            "model_county",
            "majors",
            "students",
            "trained",
            "professional_trained",
            "villages",
            "fund",
        ]
        sections = {
            "基本情况": "model_county",
            "涉农专业与学生": "level",
            "教师与基地": "teachers",
            "农民培训": "trained",
            "推广与带动": "projects",
            "经费（万元）": "fund",
            "说明": "result",
        }
        checks = [
            RequiredIf("model_batch", "model_county", equals=True),
            NotLess("rural_graduates", "stayed"),
            NotLess("teachers", "skilled_teachers"),
            NotLess("students", "majors", "涉农专业数多于涉农专业在校生数", "请核对专业数与学生数"),
            SumOf(
                "trained",
                ["farming_trained", "professional_trained", "transfer_trained", "other_trained"],
            ),
            NotLess("trained", "poor_trained"),
            NotLess("trained", "certified"),
            SumOf("fund", ["public_fund", "own_fund", "other_fund"]),
        ]
