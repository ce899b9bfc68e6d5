"""综合信息 / 合作办学."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Moment,
    NotLess,
    Ref,
    Region,
    RequiredIf,
    Text,
    Whole,
)
from zhijiao.modules.general.models.figures import amount, count

JOINT = "教职成〔2003〕6号"
LINKED = "教职成〔2011〕9号"


def _students(
    label: str, note: str, example: int, source: str = JOINT, moment: Moment | None = None
) -> Count:
    """A number of students of the school year."""
    return count(label, "人", note, example, source, moment)


class JointProgramme(AnnualRecord):
    """综合信息 / 合作办学: programmes run together with other schools, a row per partner and major in a school year.

    After 教职成〔2003〕6号 (schools of east and west, town and country) and 教职成〔2011〕9号 (secondary
    and higher vocational education), cited from knowledge, not compared with their wording. Work with
    companies stands under 校企合作, with foreign partners under 国际合作.
    """

    number = Text(
        "合作办学编号",
        max_length=20,
        note="学校自编，同一合作项目各学年用同一编号",
        example="HZ01",
        source="项目扩展",
    )
    name = Text(
        "合作项目名称",
        max_length=80,
        search=True,
        note="批准文件或协议上的名称，写明层次和专业",
        example="计算机应用专业中高职“3+2”分段培养",
        source="项目扩展",
    )
    kind = Code(
        "合作办学类型",
        "joint_programme_kind",
        note="按协议的培养方式选一项；与企业合作的填“校企合作”，不填本表",
        example="中高职分段培养",
        source=LINKED,
    )
    segments = Code(
        "分段培养方式",
        "segmented_training",
        note="按批准的学制选择，不分段的选“非分段培养”",
        example="中高职3+2",
        source=LINKED,
    )
    joint = Code(
        "联招合作类型",
        "joint_enrollment",
        note="与学籍信息中的联招合作类型一致，不联合招生的选“非联合办学”",
        example="非联合办学",
        source=JOINT,
    )
    partner = Text(
        "合作院校名称",
        max_length=60,
        note="写全称，与协议一致；几所院校的分行填报",
        example="云岭职业技术学院",
        source=LINKED,
    )
    partner_kind = Code(
        "合作院校类别",
        "partner_school_kind",
        note="按办学层次选择，附设中职班的高职院校选“高等职业学校”",
        example="高等职业学校",
        source=LINKED,
    )
    region = Region(
        "合作院校所在地",
        note="选到县（市、区）一级，以院校注册地为准",
        example="450103",
        source="GB/T 2260",
    )
    major = Ref(
        "本校合作专业",
        "general.Major",
        note="填本校专业编号，须已在“专业设置”中",
        example="123-123",
        source=LINKED,
    )
    partner_major = Text(
        "对方衔接专业",
        max_length=60,
        blank=True,
        note="学生转段后就读的专业名称和代码，不转段的不填",
        example="510201计算机应用技术",
        source=LINKED,
    )
    approval = Text(
        "批准文号",
        max_length=40,
        blank=True,
        note="教育行政部门同意开展的文件文号，只需备案的写备案号",
        example="云教职成〔2018〕33号",
        source=LINKED,
    )
    approval_file = File(
        "批准文件",
        most=3,
        blank=True,
        note="批准或备案文件的扫描件，带文号和公章；同一文件的各页合成一个文件",
        source="项目扩展",
    )
    agreed = Date(
        "协议签订日期",
        before="today",
        note="现行协议的签订日期，续签后更新",
        example="2018-05-10",
        source=JOINT,
    )
    agreed_until = Date(
        "协议终止日期",
        blank=True,
        after="agreed",
        note="现行协议写明的终止日期，未写明的不填",
        example="2023-08-31",
        source=JOINT,
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；负责与对方院校联系的本校教师",
        example="js002",
        source="项目扩展",
    )
    own_years = Whole(
        "在本校学习年数",
        min=0,
        max=6,
        unit="年",
        note="协议规定学生在本校学习的年数，全程在对方的填0",
        example=3,
        source=LINKED,
    )
    partner_years = Whole(
        "在对方学习年数",
        min=0,
        max=6,
        unit="年",
        note="协议规定学生在对方院校学习的年数，全程在本校的填0",
        example=2,
        source=LINKED,
    )
    planned = _students("当年招生计划数", "本学年下达给本项目的计划，包含在学校招生计划内", 50)
    enrolled = _students("当年招生数", "本学年注册学籍的新生，转专业转入的不计", 48)
    students = _students(
        "在校学生数", "学年初在籍且由本校培养的项目学生，已转段离校的不计", 139, moment=Moment.YEAR_BEGINS
    )
    poor_students = _students(
        "其中建档立卡学生数", "包含在在校学生数内，以扶贫系统比对结果为准", 17, moment=Moment.YEAR_BEGINS
    )
    finishing = _students("当年完成本校学段人数", "本学年修满本校学段、有资格转段或毕业的学生", 45, LINKED)
    moved_on = _students(
        "当年转段升学人数", "经考核被对方院校录取的学生，包含在完成本校学段人数内", 41, LINKED
    )
    classes = count(
        "在校班级数", "个", "单独编班的班级，混编的不计", 3, "项目扩展", moment=Moment.YEAR_BEGINS
    )
    joint_courses = count("一体化课程数", "门", "与对方共同制订标准、互认学分的课程", 8, LINKED)
    partner_teachers = count("对方派来教师数", "人", "本学年来校任课或指导的对方教师", 2, JOINT)
    sent_teachers = count("本校派出教师数", "人", "本学年到对方任课或学习的本校教师", 1, JOINT)
    fund = amount("当年合作经费", "本学年双方用于本项目的支出合计", 6, "项目扩展")
    one_plan = Flag(
        "是否有一体化培养方案",
        note="双方共同论证、分别发布同一方案的选“是”",
        example="是",
        source=LINKED,
    )
    running = Flag(
        "是否继续招生",
        note="下一学年仍列入招生计划的选“是”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="停招原因、转段考核办法、收费约定等需要说明的情况",
        example="转段考核含文化课与技能两部分",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "合作办学"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = [
            "number",
            "name",
            "kind",
            "partner",
            "major",
            "enrolled",
            "students",
            "moved_on",
            "running",
        ]
        filters = ["name", "kind", "partner", "partner_kind", "major", "running"]
        sections = {
            "合作项目": "number",
            "合作院校": "partner",
            "协议与管理": "approval",
            "培养安排": "own_years",
            "学生": "planned",
            "教学与投入": "classes",
            "说明": "remarks",
        }
        checks = [
            NotLess("students", "poor_students"),
            NotLess("students", "classes", "在校班级数多于在校学生数", "请核对班级数与学生数"),
            NotLess("finishing", "moved_on"),
            RequiredIf("partner_major", "kind", equals=("1", "2", "3")),
        ]
