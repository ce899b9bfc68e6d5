"""综合信息 / 学生信息 / 学生基本属性."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Count,
    Declaration,
    Flag,
    LongText,
    Lookup,
    PersonName,
    Phone,
    PrivateMoney,
    Record,
    Ref,
    RequiredIf,
    Text,
    Whole,
)


class StudentAttributes(Record):
    """综合信息 / 学生信息 / 学生基本属性: family and circumstances, one row per student.

    JY/T 1005 ZZXS0201 and ZZXS0202, JY/T 1002 JCTB0209.
    """

    student = Ref(
        "学生",
        "general.Student",
        reverse="attributes",
        note="填学号，须先在“学生基本信息”中录入；每名学生一条",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    home_address = Text(
        "家庭住址",
        max_length=180,
        private="address",
        note="现在实际居住的地址，写到门牌号或村民小组，家访和邮寄通知用",
        example="云州市西乡塘区双定镇和强村3组12号",
        source="JY/T 1005-2012 ZZXS0201 JTZZ",
    )
    home_postcode = Text(
        "家庭邮政编码",
        max_length=6,
        blank=True,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="与家庭住址对应的6位邮政编码",
        example="530000",
        source="JY/T 1005-2012 ZZXS0201 JTYZBM",
    )
    home_phone = Phone(
        "家庭电话",
        exact=False,
        blank=True,
        note="家中固定电话，没有的不填；监护人手机填在“监护人电话”",
        source="JY/T 1005-2012 ZZXS0201 JTDH",
    )
    guardian = PersonName(
        "监护人姓名",
        max_length=36,
        private="name",
        note="法定监护人，一般为父亲或母亲；学生已成年的填家庭联系人",
        example="陈志强",
        source="JY/T 1005-2012 ZZXS0201 JTLXR",
    )
    guardian_relation = Code(
        "监护人与学生关系",
        "family_relationship",
        note="监护人是学生的什么人，如父亲、母亲、祖父",
        example="父亲",
        source="JY/T 1005-2012 ZZXS0202 GXM",
    )
    guardian_phone = Phone(
        "监护人电话",
        note="能随时接通的手机号码，突发情况时用；换号后及时更新",
        example="13800000013",
        source="JY/T 1005-2012 ZZXS0202 YDDH",
    )
    guardian_employer = Text(
        "监护人工作单位",
        max_length=60,
        blank=True,
        note="务农、务工、个体经营的据实写明，不必写单位全称",
        example="在家务农",
        source="JY/T 1005-2012 ZZXS0202 SZDW",
    )
    second_guardian = PersonName(
        "第二联系人姓名",
        max_length=36,
        blank=True,
        private="name",
        note="监护人联系不上时的亲属，没有的不填",
        example="李秀英",
        source="JY/T 1005-2012 ZZXS0202 XM",
    )
    second_relation = Code(
        "第二联系人与学生关系",
        "family_relationship",
        blank=True,
        note="填写了第二联系人的须选择，按其与学生的亲属关系选",
        example="母亲",
        source="JY/T 1005-2012 ZZXS0202 GXM",
    )
    second_phone = Phone(
        "第二联系人电话",
        exact=False,
        blank=True,
        note="填写了第二联系人的须填写，不要与监护人电话相同",
        example="13800000014",
        source="JY/T 1005-2012 ZZXS0202 YDDH",
    )
    household_size = Whole(
        "家庭人口",
        min=1,
        max=30,
        unit="人",
        note="户口簿上的人口数，包括学生本人",
        example=4,
        source="JY/T 1005-2012 ZZXS0201 JTRK",
    )
    labour_force = Count(
        "劳动力人口",
        unit="人",
        max=30,
        blank=True,
        note="家庭中有劳动能力并从事劳动的人数，不含在校学生",
        example=2,
        source="JY/T 1002-2012 JCTB0209 LDLRK",
    )
    income_source = Text(
        "家庭主要收入来源",
        max_length=60,
        note="写收入最多的一两项，如务农、外出务工、工资、个体经营",
        example="务农、外出务工",
        source="JY/T 1005-2012 ZZXS0201 JTZYSRLY",
    )
    annual_income = PrivateMoney(
        "家庭年收入",
        blank=True,
        note="上一自然年全家的净收入，务农的扣除生产成本",
        example=46000,
        source="JY/T 1005-2012 ZZXS0201 JTNSRJE",
    )
    only_child = Flag(
        "是否独生子女",
        blank=True,
        note="本人没有亲兄弟姐妹的选“是”",
        example="否",
        source="JY/T 1002-2012 JCTB0201 SFDSZN",
    )
    care = Codes(
        "关爱对象类别",
        "care_kind",
        private="text",
        note="可多选：留守儿童指父母双方外出务工、或一方外出另一方无监护能力，不满16周岁的学生；都不是的选“非关爱对象”",
        example="非关爱对象",
        source="国发〔2016〕13号",
    )
    disability = Code(
        "残疾类别",
        "disability_kind",
        blank=True,
        private="text",
        note="以残疾人证为准，关爱对象类别选了“残疾学生”的填写",
        source="JY/T 1001-2012 CJRLX",
    )
    disability_card = Text(
        "残疾人证号",
        max_length=20,
        blank=True,
        private="id",
        pattern=(
            r"\d{17}[\dXx][1-7][1-4](B\d)?",
            "残疾人证号为身份证号后加类别、等级各1位，共20位，补证的末尾加B和次数",
        ),
        note="第二代残疾人证的证号，由身份证号加残疾类别和等级组成",
        source="残疾人证管理办法",
    )
    nearest_station = Text(
        "离家最近火车站",
        max_length=30,
        blank=True,
        note="办理学生优惠票乘车区间用，不需要优惠票的不填",
        example="隆安东",
        source="JY/T 1005-2012 ZZXS0201 LJZJHCZ",
    )
    remarks = LongText(
        "备注",
        blank=True,
        private="text",
        note="需要老师知道的家庭变化、疾病史、过敏史等",
        example="青霉素过敏",
        source="项目扩展",
    )
    hardship = Code(
        "困难程度",
        "hardship_degree",
        note="以学校家庭经济困难学生认定结果为准，未申请认定的选“不困难”",
        example="一般困难",
        source="JY/T 1002-2012 JCTB0209 KNCDM",
    )
    hardship_reason = Code(
        "困难原因",
        "hardship_reason",
        blank=True,
        private="text",
        note="认定为困难的选主要原因，依据认定表所附证明",
        example="家庭成员病残",
        source="JY/T 1002-2012 JCTB0209 KNYYM",
    )
    minimum_income = Flag(
        "是否享受低保",
        note="学生或家庭持有效的最低生活保障证的选“是”，以民政部门名单为准",
        example="否",
        source="JY/T 1002-2012 JCTB0209 SFDB",
    )
    out_of_poverty = Flag(
        "是否脱贫家庭学生",
        note="原建档立卡贫困家庭和监测对象家庭的学生选“是”，以乡村振兴部门名单为准",
        example="是",
        source="教财〔2018〕16号",
    )

    class Meta:
        verbose_name = "学生基本属性"

    class Filing(Declaration):
        key = ["student"]
        covers = "student"
        listing = [
            "student",
            "school_class",
            "guardian_relation",
            "household_size",
            "hardship",
            "minimum_income",
        ]
        filters = ["student", "school_class", "hardship", "minimum_income", "out_of_poverty"]
        ordering = ["student"]
        sections = {
            "学生": "student",
            "家庭与监护人": "home_address",
            "家庭经济": "household_size",
            "学生属性": "only_child",
            "困难认定": "hardship",
        }
        checks = [
            RequiredIf("second_relation", "second_guardian"),
            RequiredIf("second_phone", "second_guardian"),
            RequiredIf("hardship_reason", "hardship", equals=("1", "21", "22")),
            RequiredIf("disability", "disability_card"),
        ]
