"""综合信息 / 专业设置."""

from zhijiao.filing.declare import (
    Code,
    Declaration,
    LongText,
    Lookup,
    Money,
    Month,
    Number,
    Record,
    Ref,
    RequiredIf,
    Text,
    Whole,
    YearNo,
)


class Major(Record):
    """综合信息 / 专业设置: the majors a school teaches, by the 2010 or the 2021 catalogue (JY/T 1005 ZZJX0101).

    The catalogue code brings category and class; classes and teachers refer to the school's own number.
    """

    code = Code(
        "专业名称",
        "majors",
        note="输入代码或名称查找；源系统同步来的沿用2010年目录旧代码，新设专业用2021年目录代码",
        example="710201",
        source="JY/T 1005-2012 ZZJX0101 ZYDM",
    )
    number = Text(
        "本校专业编号",
        max_length=20,
        note="学校自编，班级、教师、课程都用它引用专业，启用后不要改动；同一专业有几个方向的分别编号",
        example="123-123",
        source="填报指南 第三部分",
    )
    category = Lookup(
        "专业大类", "code.category_name", note="由专业代码带出", source="填报指南 第三部分", verify=True
    )
    category_code = Lookup(
        "专业大类代码", "code.category_code", note="由专业代码带出", source="填报指南 第三部分", verify=True
    )
    class_name = Lookup(
        "专业类",
        "code.class_name",
        note="由专业代码带出，2010年目录不分专业类",
        source="填报指南 第三部分",
        verify=True,
    )
    class_code = Lookup(
        "专业类代码", "code.class_code", note="由专业代码带出", source="填报指南 第三部分", verify=True
    )
    edition = Lookup(
        "专业目录版本", "code.catalogue", note="由专业代码带出：2010或2021", source="填报指南 第三部分"
    )
    short_name = Text(
        "专业简称",
        max_length=50,
        search=True,
        note="校内称呼，选择专业时与编号一起显示；同一专业的不同方向用简称区分",
        example="计算机应用",
        source="JY/T 1005-2012 ZZJX0101 ZYJC",
    )
    direction = Text(
        "专业方向名称",
        max_length=100,
        blank=True,
        note="人才培养方案确定的专业（技能）方向，不分方向的不填",
        example="网络安防",
        source="JY/T 1005-2012 ZZJX0101 ZYFXMC",
    )
    english_name = Text(
        "专业英文名称",
        max_length=100,
        blank=True,
        note="与毕业证书英文版一致，没有的不填",
        example="Computer Application",
        source="JY/T 1005-2012 ZZJX0101 ZYYWMC",
    )
    length = Number(
        "学制",
        digits=2,
        places=1,
        min=1,
        max=6,
        unit="年",
        note="学校批准实施的基本修业年限；同一专业有几种学制的分别编号",
        example=3,
        source="JY/T 1005-2012 ZZJX0101 XZ",
    )
    study_form = Code(
        "学习形式",
        "study_form",
        note="全日制与非全日制都开设的，按在校生多的一种填写",
        example="全日制",
        source="项目扩展",
    )
    student_target = Code(
        "主要招生对象",
        "enrollment_target",
        note="该专业招生计划中人数最多的一类",
        example="应届初中毕业生",
        source="JY/T 1001-2012 ZSDX",
    )
    training_mode = Code(
        "分段培养方式",
        "segmented_training",
        blank=True,
        note="与高职、本科联合培养的专业填写，以省级批准的试点文件为准",
        example="未分段培养",
        source="项目扩展",
    )
    partner_college = Text(
        "分段培养合作院校",
        max_length=60,
        blank=True,
        note="有分段培养的填对口院校全称，多所用顿号分隔",
        example="云州职业技术学院",
        source="项目扩展",
    )
    total_credits = Number(
        "总学分",
        digits=5,
        places=1,
        min=0,
        max=500,
        unit="学分",
        note="现行人才培养方案规定的毕业学分，未实行学分制的按16至18学时1学分折算",
        example=180,
        source="JY/T 1005-2012 ZZJX0101 ZXF",
    )
    total_hours = Whole(
        "总学时",
        min=0,
        max=10000,
        unit="学时",
        blank=True,
        note="现行人才培养方案规定的总学时，三年制一般不少于3000学时",
        example=3200,
        source="教职成〔2019〕13号",
    )
    tuition = Money(
        "学费标准",
        unit="元/学年",
        blank=True,
        note="价格主管部门批准或备案的标准，已免学费的也按免除前的标准填写",
        example=2000,
        source="项目扩展",
    )
    certificates = Text(
        "对应职业证书",
        max_length=200,
        blank=True,
        note="人才培养方案要求或鼓励取得的职业技能等级证书，多个用顿号分隔",
        example="网络系统建设与运维（初级）",
        source="教职成〔2019〕6号",
    )
    department = Ref(
        "开设机构",
        "general.Department",
        note="负责该专业教学组织的校内机构，填机构号",
        example="03",
        source="JY/T 1005-2012 ZZJX0101 KSJGH",
    )
    head = Ref(
        "专业负责人",
        "general.Teacher",
        blank=True,
        note="专业带头人或专业组长，填工号；首次填报时教师尚未录入的可先空着后补",
        example="js002",
        source="项目扩展",
    )
    established = Month(
        "建立年月",
        note="专业首次获批准或备案的年月；更名、换目录的不改，仍填最初设立的年月",
        example="2003-06",
        source="JY/T 1005-2012 ZZJX0101 JLNY",
    )
    first_intake = YearNo(
        "首次招生年份",
        blank=True,
        note="第一届学生入学的年份，已获批尚未招生的不填",
        example=2003,
        source="项目扩展",
    )
    approval = Text(
        "批准或备案文号",
        max_length=60,
        blank=True,
        note="教育行政部门批准设置或备案的文件号，查不到的可以不填",
        example="云教职成〔2003〕12号",
        source="中等职业学校专业设置管理办法（试行）",
    )
    status = Code(
        "专业状态",
        "major_status",
        note="当年列入招生计划的选“在招”；停招但仍有在校生的选“停招”，全部毕业后选“撤销”",
        example="在招",
        source="项目扩展",
    )
    last_intake = YearNo(
        "最后招生年份",
        blank=True,
        note="停招或撤销的专业填写最后一届学生的入学年份",
        source="项目扩展",
    )
    feature = Code(
        "专业建设层级",
        "major_feature",
        note="填在有效期内的最高一级，依据为公布文件；没有立项的选“一般专业”",
        example="省级重点（示范、骨干、特色）专业",
        source="项目扩展",
    )
    introduction = LongText(
        "专业简介",
        max_length=1000,
        blank=True,
        note="培养目标、主要课程和就业面向，三百字以内",
        example="培养从事计算机操作与网络维护的技能人才",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "专业设置"

    class Filing(Declaration):
        key = ["number"]
        title = ["short_name"]
        listing = ["number", "code", "short_name", "category", "length", "department", "head", "status"]
        filters = ["code", "number", "short_name", "department", "status", "feature"]
        ordering = ["number"]
        sections = {
            "专业目录": "code",
            "培养": "length",
            "设置与管理": "department",
            "简介": "introduction",
        }
        checks = [
            RequiredIf("last_intake", "status", equals=("2", "3")),
            RequiredIf("partner_college", "training_mode", equals=("1", "2", "4", "5")),
        ]
