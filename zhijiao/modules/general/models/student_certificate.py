"""综合信息 / 学生信息 / 学生职业资格证书."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Number,
    Record,
    Ref,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

SKILL, ONE_PLUS_X = "2", "3"


class StudentCertificate(Record):
    """综合信息 / 学生信息 / 学生职业资格证书: certificates students have earned (JY/T 1005 ZZJG07 as for teachers)."""

    student = Ref(
        "学生",
        "general.Student",
        note="填学号；每取得一本证书填一条，毕业后补发的也要补填",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    kind = Code(
        "证书类别",
        "student_certificate_kind",
        note="培训评价组织发的选“1+X职业技能等级证书”，人社部门备案机构发的选“职业技能等级证书”",
        example="职业技能等级证书",
        source="教职成〔2019〕6号",
    )
    name = Text(
        "证书名称",
        max_length=60,
        search=True,
        note="证书上的职业（工种）或项目全称，不写等级",
        example="网络设备调试员",
        source="JY/T 1005-2012 ZZJG07 ZSMC",
    )
    level = Code(
        "职业资格等级",
        "vocational_qualification_level",
        blank=True,
        note="职业资格或职业技能等级证书填写，中职学生一般为五级（初级工）或四级（中级工）",
        example="职业资格四级（中级）",
        source="GB/T 14946.1-2009",
    )
    x_level = Code(
        "1+X证书等级",
        "x_certificate_level",
        blank=True,
        note="证书类别为1+X职业技能等级证书时必填，其他证书不填",
        source="教职成〔2019〕6号",
    )
    other_level = Text(
        "其他等级",
        max_length=20,
        blank=True,
        note="计算机、英语、普通话等级证书写证书上的等级，如“一级”“二级甲等”",
        source="项目扩展",
    )
    number = Text(
        "证书编号",
        max_length=40,
        private="id",
        note="照证书填写，字母大写；电子证书填证书编号而不是准考证号",
        example="S000045010120224000123",
        source="JY/T 1005-2012 ZZJG07 ZSBH",
    )
    issuer = Text(
        "证书颁发单位",
        max_length=60,
        note="证书上盖章的单位全称，有多个的填第一个",
        example="云州市职业技能鉴定中心",
        source="JY/T 1005-2012 ZZJG07 ZSBFDW",
    )
    issued = Date(
        "证书颁发日期",
        before="today",
        note="证书的落款日期，不是考试日期",
        example="2021-06-28",
        source="JY/T 1005-2012 ZZJG07 ZSBFRQ",
    )
    expires = Date(
        "有效期至",
        blank=True,
        after="issued",
        note="特种作业操作证等有期限的填写复审或失效日期，长期有效的不填",
        source="项目扩展",
    )
    examined = Date(
        "考核日期",
        blank=True,
        before="issued",
        note="技能考核当天的日期，几天考完的填最后一天",
        example="2021-05-16",
        source="项目扩展",
    )
    theory_score = Number(
        "理论成绩",
        digits=5,
        places=1,
        min=0,
        max=100,
        unit="分",
        blank=True,
        note="百分制，证书或成绩单上有的填写",
        example=78.5,
        source="JY/T 1002-2012 JCXS0203 FSLKSCJ",
    )
    skill_score = Number(
        "技能成绩",
        digits=5,
        places=1,
        min=0,
        max=100,
        unit="分",
        blank=True,
        note="百分制的实际操作成绩，证书或成绩单上有的填写",
        example=86,
        source="JY/T 1002-2012 JCXS0203 FSLKSCJ",
    )
    at_school = Flag(
        "是否在本校考核",
        note="考核点设在本校的选“是”，到其他学校或鉴定站考核的选“否”",
        example="是",
        source="项目扩展",
    )
    relevant = Flag(
        "是否与所学专业相关",
        note="列入本专业人才培养方案或专业目录所列证书的选“是”，用于计算双证率",
        example="是",
        source="项目扩展",
    )
    credits = Number(
        "转换学分",
        digits=4,
        places=1,
        min=0,
        max=50,
        unit="学分",
        blank=True,
        note="按学校学分转换办法认定的学分，没有办理转换的填0",
        example=4,
        source="教职成〔2019〕6号",
    )
    verified = Flag(
        "是否已核验",
        note="已在证书全国联网查询系统或发证机构网站核对的选“是”",
        example="是",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="补发、更正、成绩复核等情况",
        source="JY/T 1005-2012 ZZJG07 ZSBZ",
    )

    class Meta:
        verbose_name = "学生职业资格证书"

    class Filing(Declaration):
        key = ["student", "number"]
        listing = ["student", "school_class", "kind", "name", "level", "x_level", "issued"]
        title = ["name"]
        filters = ["student", "school_class", "kind", "name", "level", "issued", "relevant"]
        ordering = ["-issued", "student"]
        sections = {
            "证书": "student",
            "颁发": "number",
            "考核": "examined",
            "认定与核验": "relevant",
        }
        checks = [
            RequiredIf("level", "kind", equals=SKILL),
            RequiredIf("x_level", "kind", equals=ONE_PLUS_X),
            RowCheck(
                ["kind", "x_level"],
                judgements.only_one_plus_x,
                "只有1+X职业技能等级证书填写此项",
                "请清空1+X证书等级，或核对证书类别",
            ),
        ]
