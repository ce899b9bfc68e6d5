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
    Presence,
    Record,
    Ref,
    Region,
    RequiredIf,
    RowCheck,
    Text,
    Turns,
    YearNo,
)
from zhijiao.modules.general import judgements

LEFT_WITH_CERTIFICATE = ("07", "08", "09")
JOINT = ("1", "2", "3", "4")


class StudentEnrolment(Record):
    """综合信息 / 学生信息 / 学生学籍信息: where and how a student is enrolled, one row per student.

    JY/T 1002 JCXS0201, JY/T 1005 ZZZS and ZZXS07. It says what holds today; each change that led there is a row of
    学籍异动, shown on the page of the record.
    """

    student = Ref(
        "学生",
        "general.Student",
        reverse="enrolment",
        note="填学号，须先在“学生基本信息”中录入；每名学生一条，学籍变动时修改这一条，并在“学籍异动”中登记",
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
        source="教职成〔2014〕12号",
        doubt="G、L加18位的编号规则见于中小学学籍管理文件（教基一〔2013〕7号），中职学籍文件只见报道，是否写明未核对",
    )
    provincial_number = Text(
        "省级学籍号",
        max_length=30,
        blank=True,
        private="id",
        note="本省学籍系统另编学籍号的填写，没有另编的不填",
        source="项目扩展",
        doubt="凭知识，未见各省编号规则",
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
        note="正常上课和在外实习的都选“在读”；应征入伍的选“保留学籍”；休学、退学、转出要与学籍系统审批结果一致",
        example="在读",
        source="JY/T 1002-2012 JCXS0201 XSDQZTM",
    )
    off_campus = Flag(
        "是否在校外教学点就读",
        note="主要在校外教学点上课的选“是”，外出实习不算",
        example="否",
        source="项目扩展",
    )
    site = Ref(
        "校外教学点",
        "general.OffCampusSite",
        blank=True,
        note="在校外教学点就读的填教学点编号，须先在“校外教学点信息”中录入",
        source="源系统列表与模板",
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
    origin = Code(
        "学生来源",
        "student_origin",
        blank=True,
        note="当年毕业即入学的选“应届”，其他都选“非应届”",
        example="应届",
        source="源系统列表与模板",
    )
    recruitment_mode = Code(
        "招生方式",
        "recruitment_mode",
        blank=True,
        note="经中考统一录取的选“统一招生”，学校自行组织或注册入学的选“自主招生”",
        example="统一招生",
        source="源系统列表与模板",
    )
    special_intake = Text(
        "专项招生类型",
        max_length=30,
        blank=True,
        note="按专项计划录取的写计划名称，如内地中职班；普通计划录取的不填",
        source="源系统列表与模板",
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
        note="五年一贯制和3+2、3+4等贯通培养的学生选相应方式，其他学生选“非分段培养”",
        example="非分段培养",
        source="项目扩展",
    )
    joint_mode = Code(
        "联招合作类型",
        "joint_enrollment",
        default="0",
        note="与其他学校联合招生、分段就读的选择合作类型，其他学生选“非联合办学”",
        example="非联合办学",
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
    joint_form = Text(
        "联招合作办学形式",
        max_length=10,
        blank=True,
        pattern=(r"\d(\.5)?\+\d(\.5)?(\+\d(\.5)?)?", "写成两校就读年数相加的形式，如 1+2"),
        note="在合作学校和本校先后就读的年数，如1+2；不联合办学的不填",
        source="源系统列表与模板",
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
    candidate_number = Text(
        "考生号",
        max_length=20,
        blank=True,
        note="招生考试机构编的考生号，与准考证号不同；免试注册入学的不填",
        example="2045010712345678",
        source="JY/T 1005-2012 ZZZS01 KSH",
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
    expected = Month(
        "预计毕业年月",
        after="admitted",
        note="入学年月加学制推算，三年制秋季入学的一般为7月；参军保留学籍、休学的按复学后的年级推算，可以超过6年",
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
    certificate_issue = Code(
        "毕业证书发放情况",
        "certificate_issue",
        blank=True,
        note="毕业、结业、肄业的填写：证书已发给本人的选“已发放”并填编号；还在办理的选尚未发放，拿到编号后补填",
        source="项目扩展",
    )
    certificate = Text(
        "毕业证书号",
        max_length=30,
        blank=True,
        note="毕业证书上的编号，结业、肄业的填相应证书编号；证书尚未发放或不发放的不填",
        source="JY/T 1005-2012 ZZXS1101 BYZSH",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="延期毕业、休学或参军后复学等需要说明的情况，写明起止年月",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学生学籍信息"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        key = ["student"]
        covers = "student"
        presence = Presence(
            since="admitted",
            until="left",
            state="status",
            here=("01", "05"),
            never=("12",),
            turns=Turns(
                "general.StudentEnrolmentChange", "enrolment", "date", "kind", back=("12", "15", "17")
            ),
        )
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
            "毕业与离校": "expected",
        }
        checks = [
            RowCheck(["registered"], judgements.not_in_future, "注册日期晚于今天", "请核对年份"),
            judgements.WithinLongestProgramme(),
            RequiredIf("joint_school", "joint_mode", equals=JOINT),
            RequiredIf("joint_form", "joint_mode", equals=JOINT),
            RequiredIf("site", "off_campus", equals=True),
            RequiredIf("left", "status", equals=("03", "07", "08", "09", "10", "14")),
            RequiredIf("certificate_issue", "status", equals=LEFT_WITH_CERTIFICATE),
            RequiredIf("certificate", "certificate_issue", equals="1"),
        ]
