"""综合信息 / 班级信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    LongText,
    Lookup,
    Moment,
    Month,
    NotLess,
    Number,
    Presence,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    SumOf,
    Text,
    YearNo,
)
from zhijiao.modules.general import judgements


class SchoolClass(Record):
    """综合信息 / 班级信息: the classes of all grades (JY/T 1005 ZZJX0202).

    Internship projects later need classes that are 在校 and have a valid 建班年月.
    """

    number = Text(
        "班号",
        max_length=20,
        note="学校自编，全校不重复，毕业后也不再使用；建议以入学年份开头，如2020JY01",
        example="2020JY01",
        source="JY/T 1005-2012 ZZJX0202 XZBDM",
    )
    name = Text(
        "班级名称",
        max_length=50,
        search=True,
        note="与学籍系统中的班级名称一致，如20级计算机应用1班",
        example="20级计算机应用1班",
        source="JY/T 1005-2012 ZZJX0202 XZBMC",
    )
    major = Ref(
        "所属专业",
        "general.Major",
        note="填本校专业编号，须先在“专业设置”中录入；一个班只属于一个专业",
        example="123-123",
        source="JY/T 1005-2012 ZZJX0202 ZYDM",
    )
    major_code = Lookup(
        "专业名称", "major.code", note="由所属专业带出", source="JY/T 1005-2012 ZZJX0202 ZYDM"
    )
    kind = Code(
        "班级类型",
        "class_kind",
        note="订单班、现代学徒制班须有与企业签订的协议；兼有几种性质的选最主要的一种，即源系统的“班级性质”",
        example="普通班",
        source="项目扩展",
    )
    partner = Text(
        "合作企业或学校",
        max_length=60,
        blank=True,
        note="订单班、学徒制班填企业全称，联合招生班填合作学校全称",
        example="云州机电设备有限公司",
        source="项目扩展",
    )
    grade = YearNo(
        "年级",
        min=1990,
        note="按入学年份填写，2020年秋季入学的填2020；休学复学的学生随现在班级",
        example=2020,
        source="JY/T 1005-2012 ZZJX0202 NJDM",
    )
    intake_season = Code(
        "入学学期",
        "intake_season",
        blank=True,
        note="学生首次入学的季别，春季招生编班的选“春季”",
        example="秋季",
        source="源系统列表与模板",
    )
    formed = Month(
        "建班年月",
        note="实际编班的年月，格式为YYYY-MM；实习项目要读取这一项，格式错误会影响实习安排",
        example="2020-09",
        source="JY/T 1005-2012 ZZJX0202 JBNY",
    )
    length = Number(
        "学制",
        digits=2,
        places=1,
        min=1,
        max=6,
        unit="年",
        note="该班学生的基本修业年限，一般与所属专业的学制相同",
        example=3,
        source="JY/T 1002-2012 JCTB0104 XZ",
    )
    study_form = Code(
        "学习形式",
        "study_form",
        blank=True,
        note="班内学生的学习形式，两种都有的按人数多的一种填写",
        example="全日制",
        source="源系统列表与模板",
    )
    training_pattern = Code(
        "培养模式",
        "training_pattern",
        blank=True,
        note="一般与所属专业相同，单独签订订单、学徒协议的班按协议选择",
        example="学校培养",
        source="源系统列表与模板",
        doubt="取值未见，由本项目拟定",
    )
    joint_mode = Code(
        "联招合作类型",
        "joint_enrollment",
        blank=True,
        note="整班与其他学校联合办学的选择合作类型，其他班选“非联合办学”",
        example="非联合办学",
        source="源系统列表与模板",
    )
    status = Code(
        "班级状态",
        "class_status",
        default="1",
        note="有学生在读或在实习的选“在校”；毕业后改为“毕业”，并入其他班的改为“合并”",
        example="在校",
        source="填报指南 第三部分 实习项目",
    )
    ended = Month(
        "毕业或撤销年月",
        blank=True,
        after="formed",
        note="班级状态为毕业、撤销、合并时填写",
        source="项目扩展",
    )
    department = Ref(
        "所属机构",
        "general.Department",
        note="负责该班学生管理的专业部或系，填机构号",
        example="03",
        source="JY/T 1005-2012 ZZJX0202 JGH",
    )
    campus = Ref(
        "所在校区",
        "general.Campus",
        blank=True,
        note="日常上课的校区，填校区代码；只有一个校区的可以不填",
        example="01",
        source="JY/T 1005-2012 ZZJX0202 XQDM",
    )
    site = Ref(
        "校外教学点",
        "general.OffCampusSite",
        blank=True,
        note="整班在校外教学点上课的填教学点编号，须先在“校外教学点信息”中录入",
        source="项目扩展",
    )
    classroom = Text(
        "教室",
        max_length=30,
        blank=True,
        note="固定教室的楼名和房间号，没有固定教室的不填",
        example="教学楼2-305",
        source="JY/T 1005-2012 ZZJX0202 JSBH",
    )
    head_teacher = Ref(
        "班主任",
        "general.Teacher",
        blank=True,
        note="填工号；专职班主任名单由这一项自动汇总，学期中换人要及时修改",
        example="js002",
        source="JY/T 1005-2012 ZZJX0202 BZRGH",
    )
    head_since = Month(
        "班主任任职年月",
        blank=True,
        note="现任班主任接手该班的年月，中途更换的填接任年月",
        example="2020-09",
        source="项目扩展",
    )
    deputy = Ref(
        "副班主任",
        "general.Teacher",
        blank=True,
        note="填工号，没有设副班主任的不填",
        source="项目扩展",
    )
    monitor = Ref(
        "班长",
        "general.Student",
        blank=True,
        note="填学号；首次填报时学生尚未录入的可先空着后补",
        source="JY/T 1005-2012 ZZJX0202 BZXH",
    )
    boys = Count(
        "男生人数",
        unit="人",
        max=200,
        note="填报时在籍的男生数，包括在外实习的，不包括休学的",
        example=28,
        source="JY/T 1005-2012 ZZJX0202 NANSRS",
        moment=Moment.FILING,
    )
    girls = Count(
        "女生人数",
        unit="人",
        max=200,
        note="填报时在籍的女生数，包括在外实习的，不包括休学的",
        example=16,
        source="JY/T 1005-2012 ZZJX0202 NVSRS",
        moment=Moment.FILING,
    )
    total = Count(
        "总人数",
        unit="人",
        max=300,
        note="应等于男生人数与女生人数之和，并与“学生学籍信息”中该班的人数一致",
        example=44,
        source="JY/T 1005-2012 ZZJX0202 ZRS",
        moment=Moment.FILING,
    )
    boarders = Count(
        "住校生人数",
        unit="人",
        max=300,
        blank=True,
        note="在学校宿舍住宿的学生数，不住校的学校填0",
        example=40,
        source="项目扩展",
        moment=Moment.FILING,
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="并班、转专业、整班到外校上课等需要说明的情况",
        example="第三学年整班到实训基地上课",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "班级信息"

    class Filing(Declaration):
        key = ["number"]
        presence = Presence(since="formed", until="ended", state="status", here=("1",))
        title = ["name"]
        listing = ["number", "name", "major", "grade", "formed", "status", "head_teacher", "total"]
        filters = ["name", "number", "major", "grade", "status", "department", "head_teacher"]
        ordering = ["-grade", "number"]
        sections = {
            "班级概况": "number",
            "管理": "department",
            "人数": "boys",
        }
        checks = [
            SumOf("total", ["boys", "girls"]),
            NotLess("total", "boarders"),
            RequiredIf("ended", "status", equals=("2", "3", "4")),
            RequiredIf("partner", "kind", equals=("4", "5", "6")),
            RowCheck(
                ["grade", "formed"],
                judgements.formed_with_grade,
                "建班年月早于年级所指的入学年份",
                "请核对年级与建班年月",
            ),
        ]
