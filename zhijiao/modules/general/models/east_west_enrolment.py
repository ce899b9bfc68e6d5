"""综合信息 / 东西协作 / 东西兜底招生."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    NotLess,
    Ref,
    Region,
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import count

PLAN = "教发〔2016〕15号"


def _students(label: str, note: str, example: int, moment: Moment | None = None) -> Count:
    """A number of students."""
    return count(label, "人", note, example, PLAN, moment)


def _amount(label: str, note: str, example: int) -> Money:
    """元 for one student in a year."""
    return Money(label, unit="元", note=f"{note}，没有的填0", example=example, source=PLAN)


class EastWestEnrolment(AnnualRecord):
    """综合信息 / 东西协作 / 东西兜底招生: pupils of the west taught in the east, by partner and major.

    After 职业教育东西协作行动计划（2016—2020年） (教发〔2016〕15号), 东西中职招生兜底行动; cited from
    knowledge, not compared with its wording. The school of the east files whom it took in, the school of
    the west whom it sent.
    """

    number = Text(
        "招生协作编号",
        max_length=20,
        note="学校自编，同一院校同一专业各学年用同一编号",
        example="DD01",
        source="项目扩展",
    )
    role = Code(
        "本校角色",
        "east_west_role",
        note="招收西部学生的选“东部支援方”，输送学生的选“西部受援方”",
        example="西部受援方",
        source=PLAN,
    )
    partner = Text(
        "协作院校名称",
        max_length=60,
        search=True,
        note="对方院校全称；由教育局统一输送的填教育局名称",
        example="东海市机电职业技术学校",
        source=PLAN,
    )
    region = Region(
        "协作院校所在地",
        note="选到县（市、区）一级，以对方注册地为准",
        example="440106",
        source="GB/T 2260",
    )
    source_region = Region(
        "生源地",
        note="学生户籍所在的县（市、区），几个县的填人数最多的一个",
        example="450123",
        source="GB/T 2260",
    )
    major = Ref(
        "本校对应专业",
        "general.Major",
        note="东部学校填就读专业，西部学校填学籍所在专业的本校专业编号",
        example="123-123",
        source=PLAN,
    )
    partner_major = Code(
        "对方专业",
        "majors",
        note="对方院校就读专业的代码或名称，与本校相同的也要填",
        example="660103",
        source=PLAN,
    )
    mode = Code(
        "培养方式",
        "east_west_training_mode",
        note="按协议规定的就读地点和学段选一项",
        example="先西部后东部分段",
        source=PLAN,
    )
    head = Ref(
        "本校负责人",
        "general.Teacher",
        note="填工号；负责招生协作和学生管理联系的教师",
        example="js002",
        source="项目扩展",
    )
    own_class = Flag(
        "是否单独编班",
        note="兜底招收的学生独立成班的选“是”，混编的选“否”",
        example="是",
        source="项目扩展",
    )
    planned = _students("招生计划数", "本学年协议或下达的计划", 40)
    applied = _students("报名人数", "报名并通过资格核对的应往届初中毕业生", 43)
    enrolled = _students("实际招生数", "本学年报到并注册的新生，等于男、女生之和", 38)
    boys = _students("男生数", "包含在实际招生数内", 25)
    girls = _students("女生数", "包含在实际招生数内", 13)
    poor = _students("其中建档立卡学生数", "包含在实际招生数内，以扶贫系统比对结果为准", 30)
    minority = _students("其中少数民族学生数", "包含在实际招生数内，汉族以外的学生", 22)
    graduates = _students("其中往届初中毕业生数", "毕业一年以上未升学的，包含在实际招生数内", 5)
    students = _students("在校学生数", "学年末仍在读的各年级兜底招收学生合计", 96, moment=Moment.YEAR_ENDS)
    left = _students("当年退学人数", "本学年退学、转回原籍就读的学生", 3)
    finished = _students("当年毕业人数", "本学年取得毕业证书的学生", 27)
    employed_east = _students("毕业后在东部就业人数", "包含在当年毕业人数内，以劳动合同为准", 14)
    employed_west = _students("毕业后回西部就业人数", "包含在当年毕业人数内，以劳动合同为准", 5)
    studying_on = _students("毕业后升学人数", "包含在当年毕业人数内，以录取通知为准", 8)
    tuition_free = _students("享受免学费人数", "本学年在校兜底招收学生中免除学费的", 96)
    granted = _students("享受国家助学金人数", "本学年在校兜底招收学生中领取国家助学金的", 72)
    family_aid = _amount("雨露计划年生均补助", "扶贫部门按每生每年发给学生家庭的补助", 3000)
    east_aid = _amount("东部年生均资助", "东部财政或学校按每生每年给予的生活、交通、住宿等资助", 1000)
    remarks = LongText(
        "备注",
        blank=True,
        note="退学原因、集中接送安排、管理教师派驻等需要说明的情况",
        example="春季学期派驻管理教师1名",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "东西兜底招生"

    class Filing(Declaration):
        key = ["number"]
        title = ["partner", "partner_major"]
        listing = ["number", "role", "partner", "major", "mode", "planned", "enrolled", "poor", "students"]
        filters = ["partner", "role", "region", "major", "mode"]
        sections = {
            "协作院校与专业": "number",
            "培养安排": "mode",
            "招生": "planned",
            "在校与毕业": "students",
            "资助": "tuition_free",
            "说明": "remarks",
        }
        checks = [
            SumOf("enrolled", ["boys", "girls"]),
            NotLess("applied", "enrolled"),
            NotLess("enrolled", "poor"),
            NotLess("enrolled", "minority"),
            NotLess("enrolled", "graduates"),
            NotLess("finished", "employed_east"),
            NotLess("finished", "employed_west"),
            NotLess("finished", "studying_on"),
            NotLess("students", "tuition_free"),
            NotLess("students", "granted"),
        ]
