"""综合信息 / 教师信息 / 基本信息."""

from zhijiao.filing.declare import (
    Code,
    Condition,
    Date,
    Declaration,
    File,
    Flag,
    IdNumber,
    IdNumberAgrees,
    LongText,
    Lookup,
    Month,
    PersonName,
    Record,
    Region,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements

OWN_STAFF = Condition("outside", unless=True)
WITHOUT_SPECIALITY = ("60", "61", "62", "63", "70", "71", "73", "80", "81", "83", "90")
"""普通高中 and below: nobody studies a speciality there."""


class Teacher(Record):
    """综合信息 / 教师信息 / 基本信息: each person who works at the school (JY/T 1005 ZZJG0101).

    Work at the school (post, department, major) stands in 工作信息. Religion, blood type and fingerprints of the
    standard are left out: no use of this system needs them.
    """

    number = Text(
        "工号",
        max_length=20,
        note="学校自编，一人一号，调离后也不要给别人再用；模板中请保持文本格式，以免开头的0丢失",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    name = PersonName(
        "姓名",
        max_length=36,
        search=True,
        note="与身份证件一致；少数民族姓名中的间隔用“·”，写成其他点号的会自动统一，汉字之间的空格会去掉",
        example="谭红霞",
        source="JY/T 1005-2012 ZZJG0101 XM",
    )
    english_name = Text(
        "英文姓名",
        max_length=60,
        blank=True,
        note="外籍教师按护照填写，中国籍教师一般不填",
        example="Tan Hongxia",
        source="JY/T 1005-2012 ZZJG0101 YWXM",
    )
    pinyin = Text(
        "姓名拼音",
        max_length=60,
        blank=True,
        pattern=(r"[A-Za-züÜ' .·-]+", "姓名拼音只能用字母，姓与名之间空一格，如 Tan Hongxia"),
        note="姓在前、名在后，首字母大写，如 Tan Hongxia；不填时按姓名自动生成的拼音查找",
        example="Tan Hongxia",
        source="JY/T 1005-2012 ZZJG0101 XMPY",
    )
    outside = Flag(
        "是否校外兼职",
        blank=True,
        note="从企业、行业、其他学校聘请来校授课，人事关系不在本校的选“是”：家庭、户口、毕业院校等由原单位掌握的各项可以不填",
        example="否",
        source="项目扩展",
    )
    sex = Code(
        "性别",
        "sex",
        note="与身份证件一致；居民身份证第17位单数为男、双数为女，不一致时不能保存",
        example="女",
        source="JY/T 1005-2012 ZZJG0101 XBM",
    )
    former_name = PersonName(
        "曾用名",
        max_length=36,
        blank=True,
        note="户籍登记中曾经正式使用过的姓名，小名、笔名不填",
        example="谭红",
        source="JY/T 1005-2012 ZZJG0101 CYM",
    )
    birth = Date(
        "出生日期",
        min=judgements.EARLIEST_BIRTH,
        note="与身份证件一致；档案年龄与证件不同的，这里按证件填写",
        example="1990-11-05",
        source="JY/T 1005-2012 ZZJG0101 CSRQ",
    )
    birthplace = Region(
        "出生地",
        of_then=True,
        blank=True,
        note="出生时的行政区划，尽量选到县（市、区），查不到的选到省",
        example="450103",
        source="JY/T 1005-2012 ZZJG0101 CSDXZQHM",
    )
    native_place = Region(
        "籍贯",
        of_then=True,
        blank=True,
        note="祖父的长期居住地，以人事档案登记为准，选到县（市、区），查不到的选到省",
        example="450102",
        source="JY/T 1005-2012 ZZJG0101 JG",
    )
    ethnic_group = Code(
        "民族",
        "ethnic_groups",
        blank=True,
        note="与身份证件一致，外国血统中国籍人士选“外国血统中国籍人士”",
        example="壮族",
        source="JY/T 1005-2012 ZZJG0101 MZM",
    )
    nationality = Code(
        "国籍/地区",
        "countries",
        default="CHN",
        note="以身份证件为准，港澳台教师分别选“中国香港”“中国澳门”“中国台湾”",
        example="中国",
        source="JY/T 1005-2012 ZZJG0101 GJDQM",
    )
    overseas_status = Code(
        "港澳台侨外",
        "overseas_chinese_status",
        blank=True,
        note="港澳台同胞、归侨、侨眷或外籍人员填写，其他人不填",
        example="侨眷",
        source="JY/T 1005-2012 ZZJG0101 GATQWM",
    )
    id_type = Code(
        "身份证件类型",
        "id_document_type",
        default="1",
        note="中国内地教职工一律选“居民身份证”，没有身份证的才选其他证件",
        example="居民身份证",
        source="JY/T 1005-2012 ZZJG0101 SFZJLXM",
    )
    id_number = IdNumber(
        "身份证件号",
        note="居民身份证填18位，末位X大写；按证件核对，不要从旧表复制；同一证件号全校只能登记一次",
        example="45010319901105002X",
        source="JY/T 1005-2012 ZZJG0101 SFZJH",
    )
    id_expires = Date(
        "身份证件有效期至",
        blank=True,
        after="birth",
        note="证件背面有效期限的截止日期，长期有效的不填",
        example="2036-05-18",
        source="JY/T 1002-2012 JCTB0201 SFZJYXQ",
    )
    marital_status = Code(
        "婚姻状况",
        "marital_status",
        blank=True,
        note="按人事档案登记，变化后及时更新",
        example="已婚",
        source="JY/T 1005-2012 ZZJG0101 HYZTM",
    )
    health = Code(
        "健康状况",
        "health_status",
        blank=True,
        note="按最近一次体检结论，持残疾人证的选“残疾”",
        example="健康或良好",
        source="JY/T 1005-2012 ZZJG0101 JKZKM",
    )
    political_status = Code(
        "政治面貌",
        "political_affiliation",
        note="以组织关系为准；年满28周岁且未担任团内职务的不再选共青团员，没有参加党派的选“群众”",
        example="中国共产党党员",
        source="JY/T 1005-2012 ZZJG0101 ZZMMM",
    )
    party_joined = Date(
        "参加党派日期",
        blank=True,
        after="birth",
        note="中共党员填支部大会通过为预备党员之日，民主党派成员填批准入党（会、盟、社）之日",
        example="2014-06-20",
        source="JY/T 1002-2012 JCTB0204 CJRQ",
    )
    putonghua = Code(
        "普通话水平",
        "putonghua_level",
        blank=True,
        note="普通话水平测试等级证书上的等级，没有参加测试的不填",
        example="二级甲等",
        source="JY/T 1001-2012 PTHSPDJ",
    )
    hukou_region = Region(
        "户口所在地",
        blank=True,
        note="户口簿登记的行政区划，选到县（市、区），集体户口填集体户所在地",
        example="450103",
        source="JY/T 1005-2012 ZZJG0101 JZGHKSZDXZQHM",
    )
    hukou_type = Code(
        "户口类别",
        "hukou_type",
        blank=True,
        note="看户口簿首页“户别”，已取消农业户口登记的地区按登记时性质选择",
        example="非农业家庭户口",
        source="JY/T 1005-2012 ZZJG0101 HKLBM",
    )
    address = Text(
        "当前住址",
        max_length=180,
        private="address",
        blank=True,
        note="现在实际居住的地址，写到门牌号；住校内的写校内楼号",
        example="云州市青秀区民族大道100号3栋502室",
        source="JY/T 1005-2012 ZZJG0101 DQZZ",
    )
    postcode = Text(
        "当前住址邮政编码",
        max_length=6,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        blank=True,
        note="与当前住址对应的6位邮政编码",
        example="530022",
        source="JY/T 1005-2012 ZZJG0101 DQZZYZBM",
    )
    education_level = Code(
        "最高学历",
        "education_level",
        note="已取得毕业证书的最高学历，在读的不算；以学信网或人事部门认定为准",
        example="大学本科毕业",
        source="JY/T 1002-2012 JCTB0205 XLM",
    )
    graduated_from = Text(
        "最高学历毕业院校",
        max_length=60,
        blank=True,
        note="毕业证书上的学校全称，学校后来更名的仍按证书填写",
        example="云州师范大学",
        source="JY/T 1002-2012 JCTB0205 BYYXXHDW",
    )
    graduated = Month(
        "最高学历毕业年月",
        blank=True,
        note="最高学历毕业证书上的落款年月，在读的填已取得的最高学历",
        example="2013-06",
        source="JY/T 1002-2012 JCTB0205 JSXYNY",
    )
    studied = Text(
        "最高学历所学专业",
        max_length=60,
        blank=True,
        note="毕业证书上的专业名称，不写研究方向",
        example="计算机科学与技术",
        source="JY/T 1002-2012 JCTB0202 SXZYMC",
    )
    degree = Code(
        "最高学位",
        "degree",
        blank=True,
        note="已取得学位证书的最高学位，没有学位的不填，同等学力申请学位的据实填写",
        example="工学学士学位",
        source="JY/T 1002-2012 JCTB0205 HDXWM",
    )
    first_education = Code(
        "第一学历",
        "education_level",
        blank=True,
        note="参加工作前取得的全日制学历，与最高学历相同的也要填写",
        example="大学本科毕业",
        source="项目扩展",
    )
    normal_graduate = Flag(
        "是否师范类专业毕业",
        blank=True,
        note="最高学历或第一学历所学专业属于师范教育类的选“是”",
        example="是",
        source="项目扩展",
    )
    department = Lookup(
        "所属机构", "employment.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    major = Lookup(
        "所在专业", "employment.major", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    status = Lookup(
        "当前状态", "employment.status", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    photo = File(
        "照片",
        accepts=("jpeg", "png"),
        most_mb=5,
        private=True,
        blank=True,
        note="近期免冠正面彩色证件照，一张；没有用处的不要上传",
        source="JY/T 1005-2012 ZZJG0101 ZP",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="姓名有生僻字、证件信息与档案不一致等需要说明的情况",
        example="人事档案出生日期为1990-10",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教师基本信息"

    class Filing(Declaration):
        boards = {"pictures:form": "图表"}
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "sex", "birth", "ethnic_group", "political_status", "major", "status"]
        filters = ["name", "number", "department", "major", "status", "id_number"]
        ordering = ["number"]
        unique = [["id_number"]]
        sections = {
            "基本情况": "number",
            "身份证件": "id_type",
            "个人状况": "marital_status",
            "户口与住址": "hukou_region",
            "学历学位": "education_level",
            "工作（在“教师工作信息”中填写）": "department",
            "照片与备注": "photo",
        }
        checks = [
            IdNumberAgrees("id_type", "id_number", "birth", "sex"),
            *(
                RequiredIf(name, "nationality", equals=judgements.CHINA, also=[OWN_STAFF])
                for name in judgements.OF_CHINESE
            ),
            *(
                RequiredIf(name, "outside", unless=True)
                for name in ("marital_status", "address", "postcode", "graduated_from", "graduated")
            ),
            RequiredIf("studied", "education_level", unless=WITHOUT_SPECIALITY, also=[OWN_STAFF]),
            RowCheck(["birth"], judgements.is_adult, "教职工应年满18周岁", "请核对出生日期的年份"),
            RowCheck(
                ["birth", "graduated"],
                judgements.past_childhood,
                "毕业年月距出生不足15年",
                "请核对出生日期与毕业年月",
            ),
            RowCheck(["party_joined"], judgements.not_in_future, "参加党派日期晚于今天", "请核对年份"),
            RequiredIf("party_joined", "political_status", equals=("01", "02")),
        ]
