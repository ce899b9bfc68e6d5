"""综合信息 / 学生信息 / 学生基本信息."""

from zhijiao.filing.declare import (
    Code,
    Date,
    Declaration,
    Email,
    File,
    Flag,
    IdNumber,
    IdNumberAgrees,
    Lookup,
    PersonName,
    Phone,
    Record,
    Region,
    RequiredIf,
    RowCheck,
    Text,
)
from zhijiao.modules.general import judgements


class Student(Record):
    """综合信息 / 学生信息 / 学生基本信息: each person who learns at the school (JY/T 1005 ZZXS0101).

    Enrolment (学籍号, class, major) stands in 学生学籍信息, family in 学生基本属性. Religion, blood type and
    fingerprints of the standard are left out: no use of this system needs them.
    """

    number = Text(
        "学号",
        max_length=20,
        note="学校自编，一人一号，毕业后不再使用；它不是学籍号，学籍号填在“学生学籍信息”",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS0101 XH",
    )
    name = PersonName(
        "姓名",
        max_length=36,
        search=True,
        note="与身份证件和学籍系统一致；少数民族姓名中的间隔用“·”，写成其他点号的会自动统一，汉字之间的空格会去掉",
        example="陈瑶",
        source="JY/T 1005-2012 ZZXS0101 XM",
    )
    english_name = Text(
        "英文姓名",
        max_length=60,
        blank=True,
        note="外籍学生按护照填写，中国籍学生一般不填",
        example="Chen Yao",
        source="JY/T 1005-2012 ZZXS0101 YWXM",
    )
    pinyin = Text(
        "姓名拼音",
        max_length=60,
        blank=True,
        pattern=(r"[A-Za-züÜ' .·-]+", "姓名拼音只能用字母，姓与名之间空一格，如 Chen Yao"),
        note="姓在前、名在后，首字母大写；不填时按姓名自动生成的拼音查找",
        example="Chen Yao",
        source="JY/T 1005-2012 ZZXS0101 XMPY",
    )
    sex = Code(
        "性别",
        "sex",
        note="与身份证件一致；居民身份证第17位单数为男、双数为女，不一致时不能保存",
        example="女",
        source="JY/T 1005-2012 ZZXS0101 XBM",
    )
    former_name = PersonName(
        "曾用名",
        max_length=36,
        blank=True,
        note="户籍登记中曾经正式使用过的姓名，小名不填",
        source="JY/T 1005-2012 ZZXS0101 CYM",
    )
    birth = Date(
        "出生日期",
        min=judgements.EARLIEST_BIRTH,
        note="与身份证件一致；助学金、免学费核对时以证件为准",
        example="2005-03-12",
        source="JY/T 1005-2012 ZZXS0101 CSRQ",
    )
    birthplace = Region(
        "出生地",
        of_then=True,
        blank=True,
        note="出生时的行政区划，尽量选到县（市、区），查不到的选到省；外籍学生不填",
        example="450103",
        source="JY/T 1005-2012 ZZXS0101 CSDM",
    )
    native_place = Region(
        "籍贯",
        of_then=True,
        blank=True,
        note="祖父的长期居住地，一般按户口簿填写，选到县（市、区）；外籍学生不填",
        example="450103",
        source="JY/T 1005-2012 ZZXS0101 JG",
    )
    ethnic_group = Code(
        "民族",
        "ethnic_groups",
        blank=True,
        note="与身份证件一致，不按口头自报填写；外籍学生不填",
        example="汉族",
        source="JY/T 1005-2012 ZZXS0101 MZM",
    )
    nationality = Code(
        "国籍/地区",
        "countries",
        default="CHN",
        note="以身份证件为准，港澳台学生分别选“中国香港”“中国澳门”“中国台湾”",
        example="中国",
        source="JY/T 1005-2012 ZZXS0101 GJDQM",
    )
    overseas_status = Code(
        "港澳台侨外",
        "overseas_chinese_status",
        blank=True,
        note="港澳台同胞、华侨、归侨子女或外籍学生填写，其他人不填",
        source="JY/T 1005-2012 ZZXS0101 GATQWM",
    )
    id_type = Code(
        "身份证件类型",
        "id_document_type",
        default="1",
        note="中国内地学生一律选“居民身份证”，未办身份证的也按户口簿上的公民身份号码填写；外籍学生选“护照”或永久居留证件；确实没有任何证件号码的选“无身份证件”",
        example="居民身份证",
        source="JY/T 1005-2012 ZZXS0101 SFZJLXM",
    )
    id_number = IdNumber(
        "身份证件号",
        note="居民身份证填18位，末位X大写，一个证件号全校只能登记一次；暂无任何证件号码的填999加10位学校标识码加5位流水号，共18位，证件类型选“无身份证件”，办好证件后及时更改",
        example="450103200503120288",
        source="JY/T 1005-2012 ZZXS0101 SFZJH",
    )
    id_expires = Date(
        "身份证件有效期至",
        blank=True,
        after="birth",
        note="证件背面有效期限的截止日期，按户口簿登记的不填",
        example="2029-07-15",
        source="JY/T 1002-2012 JCTB0201 SFZJYXQ",
    )
    political_status = Code(
        "政治面貌",
        "political_affiliation",
        note="团员以“智慧团建”登记为准，团员信息由这一项自动汇总；其他学生选“群众”",
        example="中国共产主义青年团团员",
        source="JY/T 1005-2012 ZZXS0101 ZZMMM",
    )
    marital_status = Code(
        "婚姻状况",
        "marital_status",
        default="10",
        note="应届初中毕业生一般为“未婚”，社会人员据实选择",
        example="未婚",
        source="JY/T 1005-2012 ZZXS0101 HYZKM",
    )
    health = Code(
        "健康状况",
        "health_status",
        private="text",
        note="按入学体检结论，持残疾人证的选“残疾”，残疾类别填在“学生基本属性”",
        example="健康或良好",
        source="JY/T 1005-2012 ZZXS0101 JKZKM",
    )
    talent = Text(
        "特长",
        max_length=100,
        blank=True,
        note="有比赛成绩或等级证书的艺术、体育、技能特长",
        example="羽毛球，市中学生运动会女单第三名",
        source="JY/T 1005-2012 ZZXS0101 TC",
    )
    hukou_region = Region(
        "户口所在地",
        blank=True,
        note="户口簿登记的行政区划，选到县（市、区）；入学后户口迁到学校的填学校所在地",
        example="450107",
        source="JY/T 1005-2012 ZZXS0101 HKSZDXZQHM",
    )
    hukou_address = Text(
        "户籍地址",
        max_length=180,
        blank=True,
        private="address",
        note="户口簿首页“住址”，写到门牌号或村民小组",
        example="云州市西乡塘区双定镇和强村3组12号",
        source="项目扩展",
    )
    hukou_type = Code(
        "户口类别",
        "hukou_type",
        blank=True,
        note="看户口簿首页“户别”；改革后登记为“居民户口”“居民家庭户口”的选“其他户口”，城乡属性填在“户籍性质”；外籍学生不填",
        example="农业家庭户口",
        source="JY/T 1005-2012 ZZXS0101 HKLBM",
    )
    hukou_nature = Code(
        "户籍性质",
        "hukou_nature",
        blank=True,
        note="户口所在地按统计上的城乡划分：村选“农村”，乡镇和县城选“县镇”，市区选“城市”；外籍学生不填",
        example="农村",
        source="JY/T 1005-2012 HJXZ",
    )
    police_station = Text(
        "所属派出所",
        max_length=60,
        blank=True,
        note="户口簿上登记机关的名称，外籍学生不填",
        example="双定派出所",
        source="源系统列表与模板",
    )
    residence_kind = Code(
        "学生居住地类型",
        "residence_kind",
        blank=True,
        note="入学前家庭实际居住的地方，与户籍性质可以不同",
        example="农村",
        source="源系统列表与模板",
    )
    is_floating = Flag(
        "是否流动人口",
        note="离开户籍所在县（市、区）到本校就读，且户口没有随迁的选“是”",
        example="否",
        source="JY/T 1005-2012 ZZXS0101 SFSLDRK",
    )
    phone = Phone(
        "学生联系电话",
        blank=True,
        note="学生本人的手机号码，没有的不填，不要用家长号码代替",
        example="13800000012",
        source="JY/T 1005-2012 ZZXS0101 XSLXDH",
    )
    train_route = Text(
        "乘火车区间",
        max_length=60,
        blank=True,
        note="家庭所在地与学校不在同一城市的填写起止车站，用于办理学生火车票优惠",
        example="云州—桂岭",
        source="源系统列表与模板",
    )
    email = Email(
        "电子信箱",
        blank=True,
        private="text",
        note="学生本人常用信箱，没有的不填",
        source="JY/T 1005-2012 ZZXS0101 DZXX",
    )
    photo = File(
        "照片",
        accepts=("jpeg", "png"),
        most_mb=5,
        private=True,
        blank=True,
        note="近期免冠正面彩色证件照，一张，与学籍系统所用的一致；没有用处的不要上传",
        source="JY/T 1005-2012 ZZXS0101 ZP",
    )
    school_class = Lookup(
        "所在班级",
        "enrolment.school_class",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 SZBH",
    )
    status = Lookup(
        "当前状态",
        "enrolment.status",
        note="读取“学生学籍信息”，在那里修改",
        source="JY/T 1002-2012 JCXS0201 XSDQZTM",
    )

    class Meta:
        verbose_name = "学生基本信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = [
            "number",
            "name",
            "sex",
            "birth",
            "ethnic_group",
            "political_status",
            "school_class",
            "status",
        ]
        filters = ["name", "number", "school_class", "sex", "political_status", "status", "id_number"]
        ordering = ["number"]
        unique = [["id_number"]]
        sections = {
            "基本情况": "number",
            "身份证件": "id_type",
            "个人状况": "political_status",
            "户口": "hukou_region",
            "联系方式": "phone",
            "照片": "photo",
            "学籍（在“学生学籍信息”中填写）": "school_class",
        }
        checks = [
            IdNumberAgrees("id_type", "id_number", "birth", "sex"),
            *(
                RequiredIf(name, "nationality", equals=judgements.CHINA)
                for name in (*judgements.OF_CHINESE, "hukou_nature")
            ),
            RowCheck(["birth"], judgements.is_school_age, "中职学生应年满10周岁", "请核对出生日期的年份"),
        ]
