"""综合信息 / 学生信息 / 学生综合成绩与评价."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    LongText,
    Lookup,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    TermRecord,
    Whole,
)
from zhijiao.modules.general import judgements

HEALTH = "国家学生体质健康标准（2014年修订）"
LABOUR = "教材〔2020〕4号"
MORAL = "中等职业学校德育大纲（2014年修订）"


def score(label: str, note: str, example: float, source: str, **options: object) -> Number:
    """A mark between 0 and 100 with one decimal."""
    return Number(
        label,
        digits=5,
        places=1,
        min=0,
        max=100,
        unit="分",
        note=note,
        example=example,
        source=source,
        **options,
    )


class StudentAssessment(TermRecord):
    """综合信息 / 学生信息 / 学生综合成绩与评价: results of a term, one row per student.

    Marks of single courses belong to 教学管理; here are their averages (JY/T 1002 JCXS0203, JY/T 1005 ZZXS06), conduct,
    physical fitness, work and the head teacher's comment.
    """

    student = Ref(
        "学生",
        "general.Student",
        note="填学号；每名在读学生每学期一条，休学、保留学籍的不填",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    courses = Count(
        "修读课程门数",
        unit="门",
        max=40,
        note="本学期参加考核的课程数，包括考试和考查；外出实习的按1门计",
        example=9,
        source="JY/T 1005-2012 ZZXS06 KCH",
    )
    failed = Count(
        "不及格课程门数",
        unit="门",
        max=40,
        note="首次考核不及格的课程数，补考及格的也计算在内，没有的填0",
        example=0,
        source="项目扩展",
    )
    passed_later = Count(
        "补考及格门数",
        unit="门",
        max=40,
        note="不及格课程中补考或重修后及格的门数，没有的填0",
        example=0,
        source="JY/T 1005-2012 ZZXS06 KSXZ",
    )
    average = score(
        "学业平均成绩",
        "本学期全部课程综合成绩的平均分，按百分制；等级制课程折算后计入",
        82.5,
        "JY/T 1002-2012 JCXS0203 KCCJ",
    )
    common_average = score(
        "公共基础课平均成绩",
        "语文、数学、英语、思想政治、体育等公共基础课的平均分，没有开设的不填",
        80.2,
        "JY/T 1002-2012 JCXS0203 KCCJ",
        blank=True,
    )
    major_average = score(
        "专业课平均成绩",
        "专业理论课和理实一体课的平均分，没有开设的不填",
        84.6,
        "JY/T 1002-2012 JCXS0203 KCCJ",
        blank=True,
    )
    practice_score = score(
        "实训实习成绩",
        "校内实训和岗位实习的综合成绩，本学期没有安排的不填",
        88,
        "JY/T 1005-2012 ZZXS06 CJ",
        blank=True,
    )
    credits = Number(
        "本学期取得学分",
        digits=4,
        places=1,
        min=0,
        max=60,
        unit="学分",
        note="考核及格课程的学分合计，不实行学分制的按课程折算",
        example=30,
        source="JY/T 1005-2012 ZZXS06 XF",
    )
    total_credits = Number(
        "累计取得学分",
        digits=5,
        places=1,
        min=0,
        max=400,
        unit="学分",
        note="入学以来取得的学分，含竞赛、证书转换的学分，用于毕业审核",
        example=30,
        source="JY/T 1005-2012 ZZXS06 XF",
    )
    rank = Whole(
        "班级名次",
        min=1,
        max=200,
        unit="名",
        blank=True,
        note="按学业平均成绩在班内排列，只供学校内部使用，不向学生公布；不排名的不填",
        example=5,
        source="项目扩展",
    )
    class_size = Count(
        "班级参评人数",
        unit="人",
        min=1,
        max=200,
        blank=True,
        note="参加排名的本班人数，填写班级名次的须填",
        example=44,
        source="项目扩展",
    )
    conduct_score = score(
        "操行评分",
        "按学校操行量化办法得到的本学期总分，没有量化的不填",
        90,
        MORAL,
        blank=True,
    )
    conduct = Code(
        "操行等级",
        "assessment_grade",
        note="班主任综合平时表现评定并经学校审定的等级，受处分未解除的不得评优秀",
        example="优秀",
        source=MORAL,
    )
    absent = Count(
        "旷课节数",
        unit="节",
        max=2000,
        note="本学期无故缺课的节数，一天按7节计，没有的填0",
        example=0,
        source="项目扩展",
    )
    late = Count(
        "迟到早退次数",
        unit="次",
        max=1000,
        note="本学期迟到和早退的合计次数，没有的填0",
        example=1,
        source="项目扩展",
    )
    leave = Count(
        "请假节数",
        unit="节",
        max=2000,
        note="病假、事假合计的节数，公假不计，没有的填0",
        example=4,
        source="项目扩展",
    )
    fitness_score = score(
        "体质健康测试成绩",
        "本学年国家学生体质健康标准测试总分（含附加分，按100分封顶），免予执行的不填",
        83.4,
        HEALTH,
        blank=True,
    )
    fitness = Code(
        "体质健康测试等级",
        "fitness_grade",
        note="90分及以上优秀，80分及以上良好，60分及以上及格；经批准免测的选“免予执行”",
        example="良好",
        source=HEALTH,
    )
    height = Number(
        "身高",
        digits=4,
        places=1,
        min=80,
        max=230,
        unit="厘米",
        blank=True,
        note="体质健康测试的实测值，以厘米为单位，如172.5",
        example=172.5,
        source=HEALTH,
    )
    weight = Number(
        "体重",
        digits=4,
        places=1,
        min=20,
        max=250,
        unit="千克",
        blank=True,
        note="体质健康测试的实测值，以千克为单位，不是斤",
        example=61.5,
        source=HEALTH,
    )
    labour_hours = Count(
        "劳动教育学时",
        unit="学时",
        max=200,
        note="本学期劳动专题课和集体劳动的学时，没有安排的填0",
        example=8,
        source=LABOUR,
    )
    labour = Code(
        "劳动素养等级",
        "assessment_grade",
        note="按劳动教育档案评定，无故不参加集体劳动的不得评优秀",
        example="优秀",
        source=LABOUR,
    )
    volunteer_hours = Number(
        "志愿服务时长",
        digits=5,
        places=1,
        min=0,
        max=500,
        unit="小时",
        note="本学期有记录的志愿服务时间，以志愿服务平台或学校登记为准，没有的填0",
        example=6,
        source=LABOUR,
    )
    arts = Code(
        "艺术素养等级",
        "assessment_grade",
        blank=True,
        note="艺术课程和艺术活动的综合评定，没有开展评价的不填",
        example="良好",
        source="国办发〔2020〕36号",
    )
    skill = Code(
        "职业技能等级评定",
        "assessment_grade",
        blank=True,
        note="学校技能抽测或技能节考核的结果，不是证书等级；没有组织的不填",
        example="良好",
        source="项目扩展",
    )
    overall = Code(
        "综合素质等级",
        "assessment_grade",
        note="思想品德、学业、体质、艺术、劳动各方面的总评；操行不合格的不得评优秀、良好",
        example="良好",
        source=MORAL,
    )
    assessor = Ref(
        "评价教师",
        "general.Teacher",
        blank=True,
        note="填工号；评定操行和写评语的班主任",
        example="js002",
        source="JY/T 1005-2012 ZZXS06 CJLRJGH",
    )
    assessed = Date(
        "评价日期",
        before="today",
        note="班主任完成评定、学校审定的日期，一般在学期末",
        example="2021-01-22",
        source="JY/T 1005-2012 ZZXS06 CJLRRQ",
    )
    comment = LongText(
        "班主任评语",
        blank=True,
        max_length=300,
        note="写具体表现和努力方向，不写家庭隐私和疾病",
        example="动手能力强，乐于助人，希望加强英语学习",
        source=MORAL,
    )

    class Meta:
        verbose_name = "学生综合成绩与评价"

    class Filing(Declaration):
        key = ["student"]
        listing = ["student", "school_class", "average", "failed", "conduct", "fitness", "credits", "overall"]
        filters = ["student", "school_class", "average", "conduct", "fitness", "overall"]
        ordering = ["student"]
        sections = {
            "学业成绩": "student",
            "操行与考勤": "conduct_score",
            "体质健康": "fitness_score",
            "劳动、艺术与技能": "labour_hours",
            "综合评价": "overall",
        }
        checks = [
            NotLess("courses", "failed"),
            NotLess("failed", "passed_later"),
            NotLess("total_credits", "credits"),
            NotLess("class_size", "rank"),
            RequiredIf("class_size", "rank"),
            RowCheck(
                ["fitness_score", "fitness"],
                judgements.fitness_by_score,
                "与体质健康测试成绩不一致",
                "90分及以上优秀，80分及以上良好，60分及以上及格，其余不及格",
            ),
            RequiredIf("fitness_score", "fitness", equals=("1", "2", "3", "4")),
            RowCheck(
                ["conduct", "overall"],
                judgements.good_needs_conduct,
                "操行不合格的不得评为优秀或良好",
                "请核对操行等级与综合素质等级",
            ),
            RowCheck(
                ["year", "term", "assessed"],
                judgements.assessed_after_term_began,
                "评价日期早于本学期开始",
                "请核对学年、学期与评价日期",
            ),
        ]
