"""综合信息 / 教师信息 / 教师获奖与荣誉."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Lookup,
    Money,
    Record,
    Ref,
    RequiredIf,
    Text,
    Whole,
)

MONEY = "3"


class TeacherHonour(Record):
    """综合信息 / 教师信息 / 教师获奖与荣誉: prizes and honorary titles of a teacher (JY/T 1002 JCJG0110)."""

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；集体奖项的每名获奖教师各填一条",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    name = Text(
        "奖励名称",
        max_length=80,
        search=True,
        note="证书上的奖项或荣誉全称，含届次",
        example="2020年云岭省职业院校技能大赛教学能力比赛",
        source="JY/T 1002-2012 JCJG0110 JLMC",
    )
    work = Text(
        "获奖项目",
        max_length=100,
        blank=True,
        note="获奖的作品、课题或赛项名称，荣誉称号不填",
        example="网络综合布线施工",
        source="JY/T 1002-2012 JCJG0110 HJXM",
    )
    kind = Code(
        "获奖类别",
        "teacher_award_kind",
        note="教学能力比赛、教学成果选“教学工作”，指导学生竞赛获奖也选“教学工作”并在下面注明",
        example="教学工作",
        source="JY/T 1002-2012 JCJG0110 HJLBM",
    )
    level = Code(
        "奖励级别",
        "award_level",
        note="按证书盖章单位的级别选择，协会、学会的奖选“其他”",
        example="省级教育行政部门",
        source="JY/T 1002-2012 JCJG0110 JLJBM",
    )
    grade = Code(
        "奖励等级",
        "award_grade",
        note="证书上的等级；荣誉称号和不分等级的选“未评等级”",
        example="一等",
        source="JY/T 1002-2012 JCJG0110 JLDJM",
    )
    manner = Code(
        "奖励方式",
        "award_form",
        note="授予称号的选“荣誉称号”，发证书或奖状的选“奖状”，同时发奖金的选“奖金”",
        example="奖状",
        source="JY/T 1002-2012 JCJG0110 JLFSM",
    )
    honour = Code(
        "荣誉称号",
        "honour_title",
        blank=True,
        note="奖励方式为荣誉称号时填写，表中没有的称号可以不填，但奖励名称要写全",
        source="JY/T 1002-2012 JCJG0110 RYCHM",
    )
    subject = Code(
        "获奖类型",
        "award_subject",
        note="两人以上共同获奖的选“集体”，本人单独获奖的选“个人单项”",
        example="集体",
        source="JY/T 1001-2012 HJLX",
    )
    role = Code(
        "获奖角色",
        "person_role",
        note="本人在获奖项目中的角色，独自获奖的选“独立完成人”",
        example="获奖成果第一负责人",
        source="JY/T 1002-2012 JCJG0110 HJJSM",
    )
    place = Whole(
        "本人排名",
        min=1,
        max=50,
        unit="位",
        note="证书上获奖人员的次序，独自获奖的填1",
        example=1,
        source="项目扩展",
    )
    issuer = Text(
        "颁奖单位",
        max_length=80,
        note="证书上盖章的单位，多个单位联合颁发的用顿号分隔",
        example="云岭省教育厅",
        source="JY/T 1002-2012 JCJG0110 BJDW",
    )
    awarded = Date(
        "获奖日期",
        before="today",
        note="证书或表彰文件的落款日期，只有年月的填当月1日",
        example="2020-12-03",
        source="JY/T 1002-2012 JCJG0110 HJRQ",
    )
    document = Text(
        "表彰文号",
        max_length=40,
        blank=True,
        note="表彰决定或公布结果的文件文号，没有的不填",
        example="云教职成〔2020〕58号",
        source="项目扩展",
    )
    certificate = Text(
        "证书编号",
        max_length=40,
        blank=True,
        note="获奖证书上的编号，没有编号的不填",
        example="JXNL2020-0213",
        source="项目扩展",
    )
    certificate_scan = File(
        "证书扫描件",
        most=3,
        blank=True,
        note="获奖证书或表彰文件的扫描件或照片，文字清楚可读",
        source="项目扩展",
    )
    guided_students = Flag(
        "是否指导学生获奖",
        note="因指导学生参赛而获优秀指导教师奖的选“是”，学生获奖另填“学生奖励”",
        example="否",
        source="项目扩展",
    )
    amount = Money(
        "奖金金额",
        max=1_000_000,
        blank=True,
        note="发给本人的奖金，集体奖金按实际分配数；奖励方式为奖金的须填",
        example=2000,
        source="项目扩展",
    )
    reason = LongText(
        "获奖原因",
        blank=True,
        note="事迹或作品特点，一两句话；荣誉称号建议填写",
        example="以真实项目为载体开展项目化教学，效果显著",
        source="JY/T 1002-2012 JCJG0110 HJYY",
    )

    class Meta:
        verbose_name = "教师获奖与荣誉"

    class Filing(Declaration):
        key = ["teacher", "name", "awarded"]
        listing = ["teacher", "department", "name", "kind", "level", "grade", "awarded"]
        filters = ["teacher", "department", "name", "kind", "level", "grade", "awarded"]
        ordering = ["teacher", "-awarded"]
        sections = {
            "奖励": "teacher",
            "本人情况": "subject",
            "颁奖": "issuer",
            "其他": "guided_students",
        }
        checks = [RequiredIf("amount", "manner", equals=MONEY)]
