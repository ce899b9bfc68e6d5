"""综合信息 / 学生信息 / 学生学籍信息."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Month,
    Number,
    Record,
    Ref,
    Region,
    RequiredIf,
    RowCheck,
    Text,
    YearNo,
)
from zhijiao.modules.general import judgements


class StudentEnrolment(Record):
    """综合信息 / 学生信息 / 学生学籍信息: where and how a student is enrolled, one row per student.

    JY/T 1002 JCXS0201 and JCXS0202, JY/T 1005 ZZZS and ZZXS07. The latest change of enrolment is kept here; the
    history of the row keeps the earlier ones.
    """

    student = Ref(
        "学生",
        "general.Student",
        reverse="enrolment",
        note="填学号，须先在“学生基本信息”中录入；每名学生一条，学籍变动时修改这一条",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    roll_number = Text(
        "学籍号",
        max_length=19,
        private="id",
        check=judgements.roll_number_reason,
        note="从全国中职学生管理信息系统导出；G开头为正式学籍，L开头为临时学籍，后面是18位证件号码",
        example="G450103200503120288",
        source="教基一〔2013〕7号",
    )
    school_class = Ref(
        "所在班级",
        "general.SchoolClass",
        note="填班号，须先在“班级信息”中录入；毕业生填毕业时的班级",
        example="2020JY01",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    major = Lookup(
        "所学专业", "school_class.major", note="由所在班级带出", source="JY/T 1002-2012 JCXS0201 ZYM"
    )
    grade = YearNo(
        "年级",
        min=1990,
        note="按入学年份填写；留级、复学后随现在班级的年级",
        example=2020,
        source="JY/T 1002-2012 JCXS0201 SZNJ",
    )
    student_category = Code(
        "学生类别",
        "student_category",
        note="按学校办学类型和学习形式选择，附设中职班学生按学籍系统登记的类别选择",
        example="调整后中职全日制学生",
        source="JY/T 1002-2012 JCXS0201 XSLBM",
    )
    study_form = Code(
        "学习形式",
        "study_form",
        note="与录取时一致，全日制学生才能享受国家助学金和免学费",
        example="全日制",
        source="项目扩展",
    )
    length = Number(
        "学制",
        digits=2,
        places=1,
        min=1,
        max=6,
        unit="年",
        note="录取时确定的修业年限，五年制高职填5",
        example=3,
        source="JY/T 1002-2012 JCXS0201 XZ",
    )
    boarding = Code(
        "就读方式",
        "boarding_mode",
        note="在学校宿舍住宿的选“住校”，租住校外的选“走读”",
        example="住校",
        source="JY/T 1002-2012 JCXS0110 JDFSM",
    )
    status = Code(
        "学生当前状态",
        "student_status",
        default="01",
        note="正常上课和在外实习的都选“在读”；休学、退学、转出要与学籍系统审批结果一致",
        example="在读",
        source="JY/T 1002-2012 JCXS0201 XSDQZTM",
    )
    off_campus = Flag(
        "是否在校外教学点就读",
        note="主要在校外教学点上课的选“是”，外出实习不算",
        example="否",
        source="项目扩展",
    )
    admitted = Month(
        "入学年月",
        note="首次在本校注册学籍的年月，春季招生的填3月；转入的填转入本校的年月",
        example="2020-09",
        source="JY/T 1002-2012 JCXS0201 RXNY",
    )
    target = Code(
        "招生对象",
        "enrollment_target",
        note="入学时的身份；应届指当年毕业，退役士兵、农民等社会人员据证明材料选择",
        example="应届初中毕业生",
        source="JY/T 1005-2012 ZZZS04 ZSDX",
    )
    entrance_mode = Code(
        "入学方式",
        "entrance_mode",
        note="参加中考录取或免试注册入学的选“统一招生考试/普通入学”，其他学校转来的选“外校转入”",
        example="统一招生考试/普通入学",
        source="JY/T 1002-2012 JCXS0110 RXFSM",
    )
    training_mode = Code(
        "分段培养方式",
        "segmented_training",
        default="0",
        note="五年一贯制和3+2、3+4等贯通培养的学生选相应方式，其他学生选“未分段培养”",
        example="未分段培养",
        source="项目扩展",
    )
    joint_mode = Code(
        "联招合作类型",
        "joint_enrollment",
        default="0",
        note="与其他学校联合招生、分段就读的选择合作类型，其他学生选“非联合招生”",
        example="非联合招生",
        source="项目扩展",
    )
    joint_school = Text(
        "联招合作学校标识码",
        max_length=10,
        blank=True,
        pattern=(r"\d{10}", "学校标识码应为10位数字"),
        note="联合招生的填合作学校的10位标识码，不清楚的向对方教务部门索取",
        source="项目扩展",
    )
    source_region = Region(
        "生源地行政区划",
        note="参加中考报名所在的县（市、区），社会人员填户口所在地",
        example="450107",
        source="JY/T 1005-2012 ZZZS04 SYDXZQHM",
    )
    former_school = Text(
        "毕业学校",
        max_length=60,
        note="入学前毕业的初中或高中全称，转入的填转出学校",
        example="云州市第十中学",
        source="JY/T 1002-2012 JCXS0110 YXXMC",
    )
    exam_number = Text(
        "准考证号",
        max_length=20,
        blank=True,
        note="中考准考证号，免试注册入学的不填",
        example="2045010701234",
        source="JY/T 1005-2012 ZZZS01 ZKZH",
    )
    exam_score = Number(
        "入学总分",
        digits=5,
        places=1,
        min=0,
        max=1000,
        unit="分",
        blank=True,
        note="投档时的总分，包括加分；免试注册入学的不填",
        example=312.5,
        source="JY/T 1005-2012 ZZZS02 RXZF",
    )
    registered = Date(
        "注册日期",
        note="本学年办理注册的日期，新生填学籍注册日期",
        example="2020-09-03",
        source="JY/T 1005-2012 ZZXS0703 ZCRQ",
    )
    registration = Code(
        "注册状况",
        "registration_status",
        note="按时注册的选“注册”，已报到未缴清手续的选“报到”",
        example="注册",
        source="JY/T 1005-2012 ZZXS0703 ZCZKM",
    )
    change = Code(
        "最近学籍异动类别",
        "student_change",
        blank=True,
        note="发生过休学、复学、转学、转专业等异动的填最近一次，没有的不填",
        source="JY/T 1002-2012 JCXS0202 YDLBM",
    )
    change_date = Date(
        "异动日期",
        blank=True,
        note="异动审批生效的日期，以学籍系统的记录为准",
        source="JY/T 1002-2012 JCXS0202 YDRQ",
    )
    change_reason = Code(
        "异动原因",
        "student_change_reason",
        blank=True,
        note="以审批表填写的原因为准",
        source="JY/T 1002-2012 JCXS0202 YDYYM",
    )
    other_school = Text(
        "异动来源或去向学校",
        max_length=60,
        blank=True,
        note="转入的填原学校，转出的填去向学校，写全称",
        source="JY/T 1002-2012 JCXS0202 YDQXXXM",
    )
    expected = Month(
        "预计毕业年月",
        after="admitted",
        note="入学年月加学制推算，三年制秋季入学的一般为7月",
        example="2023-07",
        source="项目扩展",
    )
    left = Month(
        "离校年月",
        blank=True,
        after="admitted",
        note="毕业、结业、退学、转出等离开学校的年月，在读和休学的不填",
        source="JY/T 1005-2012 ZZXS1101 JSXYNY",
    )
    certificate = Text(
        "毕业证书号",
        max_length=30,
        blank=True,
        note="毕业证书上的编号，结业、肄业的填相应证书编号",
        source="JY/T 1005-2012 ZZXS1101 BYZSH",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="延期毕业、保留学籍参军等需要说明的情况",
        example="2021年9月应征入伍，保留学籍",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学生学籍信息"

    class Filing(Declaration):
        key = ["student"]
        covers = "student"
        needs = ["general.StudentAttributes"]
        listing = [
            "student",
            "school_class",
            "major",
            "grade",
            "admitted",
            "study_form",
            "boarding",
            "status",
        ]
        filters = [
            "student",
            "school_class",
            "grade",
            "admitted",
            "study_form",
            "boarding",
            "status",
            "roll_number",
        ]
        ordering = ["student"]
        unique = [["roll_number"]]
        sections = {
            "学籍": "student",
            "招生录取": "admitted",
            "注册": "registered",
            "学籍异动": "change",
            "毕业与离校": "expected",
        }
        checks = [
            RowCheck(["registered"], judgements.not_in_future, "注册日期晚于今天", "请核对年份"),
            RowCheck(
                ["admitted", "expected"],
                judgements.within_six_years,
                "预计毕业年月距入学超过6年",
                "请按入学年月加学制推算",
            ),
            RequiredIf("joint_school", "joint_mode", equals=("1", "2", "3")),
            RequiredIf("change_date", "change"),
            RequiredIf("change_reason", "change"),
            RequiredIf("other_school", "change", equals=("21", "22")),
            RequiredIf("left", "status", equals=("03", "07", "08", "09", "10", "14")),
            RequiredIf("certificate", "status", equals=("07", "08", "09")),
        ]
