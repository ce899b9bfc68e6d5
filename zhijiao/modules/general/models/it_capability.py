"""综合信息 / 信息化 / 教师团队信息化能力."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Count,
    Declaration,
    LongText,
    Moment,
    NotLess,
    Ref,
    SumOf,
)
from zhijiao.modules.general.models.figures import amount, count

NORM = "教职成函〔2020〕3号"
PROJECT = "教师〔2019〕1号"
CONTEST = "全国职业院校技能大赛教学能力比赛方案"


def _people(label: str, note: str, example: int, source: str = NORM, moment: Moment | None = None) -> Count:
    """A number of full-time teachers."""
    return count(label, "人", note, example, source, moment=moment)


def _count(
    label: str, unit: str, note: str, example: int, source: str = NORM, moment: Moment | None = None
) -> Count:
    """A number of the school year, after the norm."""
    return count(label, unit, note, example, source, moment)


class ItCapability(AnnualRecord):
    """综合信息 / 信息化 / 教师团队信息化能力: what teachers can and do with IT, one page a year.

    After 职业院校数字校园规范 (教职成函〔2020〕3号, 教师发展) and 中小学教师信息技术应用能力提升工程2.0
    (教师〔2019〕1号); cited from knowledge, not compared with their wording. Single trainings and honours
    of teachers stand in their own forms.
    """

    teachers = Count(
        "专任教师总数",
        unit="人",
        note="学年末在岗的专任教师，与“教师工作信息”的口径一致",
        example=162,
        source="JY/T 1005-2012 ZZJG0202",
        moment=Moment.YEAR_ENDS,
    )
    basic = _people(
        "基本应用级教师数", "能制作课件、使用网络平台布置作业，尚未达到熟练应用", 38, moment=Moment.YEAR_ENDS
    )
    skilled = _people(
        "熟练应用级教师数",
        "能用平台组织混合式教学、用数据改进教学，尚未达到创新引领",
        102,
        moment=Moment.YEAR_ENDS,
    )
    leading = _people(
        "创新引领级教师数", "能建设课程资源、指导他人并有县级以上成果", 18, moment=Moment.YEAR_ENDS
    )
    unable = _people("未达到基本应用的教师数", "尚不能独立使用信息化设备上课", 4, moment=Moment.YEAR_ENDS)
    assessed = _people("参加能力测评教师数", "按能力提升工程参加过校本测评的专任教师", 158, PROJECT)
    passed = _people("测评合格教师数", "包含在参加能力测评教师数内", 154, PROJECT)
    trained = _people("本学年参加信息化培训教师数", "校内外培训满8学时，一人多次只计一次", 140, PROJECT)
    long_trained = _people(
        "五年累计满50学时教师数", "近五年信息技术应用培训累计50学时及以上，含本学年", 96, PROJECT
    )
    trained_outside = _people(
        "参加省级以上信息化培训教师数", "包含在本学年参加信息化培训教师数内", 22, PROJECT
    )
    sessions = _count("校本信息化培训次数", "次", "本学年学校组织的面向教师的培训", 9, PROJECT)
    leaders = _people("信息化管理团队人数", "参加能力提升工程的校领导和中层干部", 7, PROJECT)
    coaches = _people("信息化培训指导团队人数", "能承担校本培训和研修指导的本校教师", 11, PROJECT)
    chief = Ref(
        "团队负责人",
        "general.Teacher",
        note="填工号；负责制订和落实信息化能力提升方案的教师",
        example="js002",
        source=PROJECT,
    )
    blended = _people("开展混合式教学教师数", "本学年至少一门课程有一半课次用网络平台组织", 108)
    online = _people("开展线上直播教学教师数", "本学年用直播或录播方式给学生授课", 130)
    virtual = _people("使用虚拟仿真教学教师数", "本学年在课程中使用虚拟仿真资源", 34)
    spaces = _people("开通并使用网络学习空间教师数", "实名开通且本学年使用过，与“信息化条件”口径一致", 150)
    builders = _people("参与数字资源建设教师数", "本学年参与制作课程、微课、题库等并已上线", 76)
    course_leaders = _people(
        "主持在线课程教师数", "主持校级以上在线开放课程，包含在参与数字资源建设教师数内", 14
    )
    courses = _count(
        "教师自建在线课程数", "门", "学年末在平台运行、由本校教师主讲的课程", 18, moment=Moment.YEAR_ENDS
    )
    micro = _count("当年新建微课数", "个", "本学年完成并上线的微课", 160)
    textbooks = _count("新形态教材数", "种", "本校教师主编的活页式、数字化教材，已出版或印制使用的", 3)
    entries = _count(
        "参加教学能力比赛团队数", "个", "参加校级以上比赛的团队，一个团队多级参赛只计一次", 8, CONTEST
    )
    national = _count("国家级比赛获奖团队数", "个", "本学年公布的国家级教学能力比赛奖项", 0, CONTEST)
    provincial = _count("省级比赛获奖团队数", "个", "本学年公布的省级教学能力比赛奖项", 2, CONTEST)
    municipal = _count("市级比赛获奖团队数", "个", "本学年公布的市级教学能力比赛奖项", 3, CONTEST)
    projects = _count("信息化课题数", "项", "本学年在研和结题的市级以上信息化教学课题", 4, "项目扩展")
    papers = _count("信息化论文数", "篇", "本学年公开发表的信息化教学论文", 9, "项目扩展")
    share = _count("信息化教学课时数", "课时", "本学年在多媒体教室、机房或平台上完成的课时", 41000)
    periods = Count(
        "全年总课时数",
        unit="课时",
        note="本学年全校实际授课课时，含实训，以课表为准",
        example=52000,
        source="JY/T 1005-2012 ZZJX0601",
    )
    fund = amount("信息化能力提升经费", "本学年培训、比赛和资源建设奖励支出", 12, "项目扩展")
    remarks = LongText(
        "备注",
        blank=True,
        note="测评未开展、与上年差异较大的原因等需要说明的情况",
        example="2020年秋季起全员参加能力提升工程2.0",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教师团队信息化能力"

    class Filing(Declaration):
        single = True
        listing = ["teachers", "skilled", "leading", "passed", "trained", "blended", "courses", "provincial"]
        needs = ["general.TeacherEmployment"]
        sections = {
            "应用水平": "teachers",
            "测评与培训": "assessed",
            "团队": "leaders",
            "教学应用": "blended",
            "资源建设": "builders",
            "比赛与研究": "entries",
            "课时与经费": "share",
            "说明": "remarks",
        }
        checks = [
            SumOf("teachers", ["basic", "skilled", "leading", "unable"]),
            NotLess("teachers", "assessed"),
            NotLess("assessed", "passed"),
            NotLess("teachers", "trained"),
            NotLess("teachers", "long_trained"),
            NotLess("trained", "trained_outside"),
            NotLess("teachers", "blended"),
            NotLess("teachers", "online"),
            NotLess("teachers", "virtual"),
            NotLess("teachers", "spaces"),
            NotLess("teachers", "builders"),
            NotLess("builders", "course_leaders"),
            NotLess("periods", "share"),
        ]
