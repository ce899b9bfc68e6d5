"""综合信息 / 专业设置."""

from zhijiao.filing.declare import (
    Code,
    Date,
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
from zhijiao.modules.general import judgements

OFF_CATALOGUE = ("1", "2", "9")


class Major(Record):
    """综合信息 / 专业设置: the majors a school teaches, by the 2010 or the 2021 catalogue (JY/T 1005 ZZJX0101).

    The catalogue code brings category and class; classes and teachers refer to the school's own number.
    """

    code = Code(
        "专业名称",
        "majors",
        blank=True,
        note="输入代码或名称查找；源系统同步来的沿用2010年目录旧代码，新设专业用2021年目录代码；目录中查不到的不选，改填下面三项",
        example="710201",
        source="JY/T 1005-2012 ZZJX0101 ZYDM",
    )
    off_catalogue = Code(
        "目录外专业类别",
        "major_off_catalogue",
        blank=True,
        note="只在目录中查不到专业时填写：2019年增补的专业、经备案的目录外专业；填写后须写明名称和代码，主管部门会逐一核对",
        source="项目扩展",
    )
    own_name = Text(
        "目录外专业名称",
        max_length=60,
        blank=True,
        pattern=(r"\D{2,60}", "专业名称至少两个字，不含数字和代码"),
        note="与批准或备案文件上的专业名称一字不差，不写简称和方向",
        source="项目扩展",
    )
    own_code = Text(
        "目录外专业代码",
        max_length=6,
        blank=True,
        pattern=(r"\d{6}", "专业代码应为6位数字，以批准或备案文件为准"),
        note="批准或备案文件上的6位专业代码，不要自编",
        source="项目扩展",
    )
    number = Text(
        "本校专业编号",
        max_length=20,
        note="学校自编，班级、教师、课程都用它引用专业，启用后不要改动；同一专业有几个方向的分别编号",
        example="123-123",
        source="JY/T 1005-2012 ZZJX0101 ZYBH",
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
    education_nature = Code(
        "学历或非学历教育",
        "education_nature",
        blank=True,
        note="纳入学籍管理、颁发中职学历证书的选“学历教育”，只办培训的选“非学历教育”",
        example="学历教育",
        source="源系统列表与模板",
    )
    programme_level = Code(
        "办学层次",
        "programme_level",
        blank=True,
        note="贯通培养的选相应的中职段，其他专业选“中等职业教育”",
        example="中等职业教育",
        source="源系统列表与模板",
        doubt="取值未见，由本项目拟定",
    )
    credit_system = Code(
        "学分制或学年制",
        "credit_system",
        blank=True,
        note="按现行学籍管理规定选择，学年学分制选“学分制”",
        example="学年制",
        source="源系统列表与模板",
    )
    training_pattern = Code(
        "培养模式",
        "training_pattern",
        blank=True,
        note="按人才培养方案选最主要的一种，订单、学徒制须有协议",
        example="学校培养",
        source="源系统列表与模板",
        doubt="取值未见，由本项目拟定",
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
        example="非分段培养",
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
    college_major = Text(
        "高校专业名称",
        max_length=60,
        blank=True,
        note="贯通培养后段在对口院校就读的专业，没有贯通培养的不填",
        source="源系统列表与模板",
    )
    college_major_code = Text(
        "高校专业代码",
        max_length=8,
        blank=True,
        pattern=(r"\d{6}[A-Z]{0,2}", "高校专业代码应为6位数字，本科的后面可有T、K等字母"),
        note="上述专业在高职或本科专业目录中的代码",
        source="源系统列表与模板",
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
    approved_on = Date(
        "批准设置日期",
        before="today",
        blank=True,
        note="批准或备案文件的落款日期，查不到文件的可以不填",
        example="2003-06-18",
        source="源系统列表与模板",
    )
    first_intake = YearNo(
        "首次招生年份",
        blank=True,
        note="第一届学生入学的年份，已获批尚未招生的不填；源系统列表中是日期，只取年份",
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
    suspended_on = Date(
        "停招日期",
        blank=True,
        after="approved_on",
        note="决定停止招生的文件日期，恢复招生后清空",
        source="源系统列表与模板",
    )
    withdrawn_on = Date(
        "撤销日期",
        blank=True,
        after="approved_on",
        note="批准或备案撤销专业的文件日期，撤销后不再招生",
        source="源系统列表与模板",
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
            RequiredIf("code", "off_catalogue", unless=OFF_CATALOGUE),
            RequiredIf("own_name", "off_catalogue"),
            RequiredIf("own_code", "off_catalogue"),
            judgements.OffCatalogue(),
            RequiredIf("last_intake", "status", equals=("2", "3")),
            RequiredIf("suspended_on", "status", equals="2"),
            RequiredIf("withdrawn_on", "status", equals="3"),
            RequiredIf("partner_college", "training_mode", equals=("1", "2", "4", "5", "6")),
        ]
