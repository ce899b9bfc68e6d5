"""综合信息 / 教师信息 / 联系方式."""

from zhijiao.filing.declare import (
    Code,
    Declaration,
    Email,
    Lookup,
    PersonName,
    Phone,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class TeacherContact(Record):
    """综合信息 / 教师信息 / 联系方式: how to reach a teacher, one row per teacher (JY/T 1005 ZZJG0201).

    Everything that leads to a person is private. The home address stands in 基本信息.
    """

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号，须先在“教师基本信息”中录入；每名教师一条，号码变动时修改这一条",
        example="js002",
        source="JY/T 1005-2012 ZZJG0201 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    mobile = Phone(
        "移动电话",
        note="本人正在使用的11位手机号码，工作联系和通知用；账号找回使用电子邮箱",
        example="13800000002",
        source="JY/T 1005-2012 ZZJG0201 YDDH",
    )
    second_mobile = Phone(
        "备用移动电话",
        blank=True,
        note="常用手机之外的另一个号码，没有的不填",
        example="13900000002",
        source="项目扩展",
    )
    office_phone = Phone(
        "办公电话",
        blank=True,
        private="",
        note="办公室座机，写区号和分机，如 0771-5550102；没有的不填",
        example="0771-5550102",
        source="JY/T 1005-2012 ZZJG0201 GDDH",
    )
    office = Text(
        "办公地点",
        max_length=60,
        blank=True,
        note="楼名和房间号，便于来访和送达",
        example="教学楼205",
        source="项目扩展",
    )
    email = Email(
        "电子信箱",
        private="text",
        note="经常查看的信箱，优先填学校或政务信箱",
        example="tanhongxia@example.edu.cn",
        source="JY/T 1005-2012 ZZJG0201 DZXX",
    )
    instant_messaging = Text(
        "即时通讯号",
        max_length=40,
        blank=True,
        private="text",
        note="写明是哪种软件及其号码或账号，只供校内联系使用，不愿提供的不填",
        example="微信 thx_js002",
        source="JY/T 1005-2012 ZZJG0201 JSTXH",
    )
    website = Text(
        "网络地址",
        max_length=60,
        blank=True,
        pattern=(r"https?://\S+", "网络地址应以 http:// 或 https:// 开头"),
        note="教师个人主页、工作室或课程网站，没有的不填",
        example="https://example.edu.cn/tanhongxia",
        source="JY/T 1005-2012 ZZJG0201 WLDZ",
    )
    postal_address = Text(
        "通信地址",
        max_length=180,
        blank=True,
        private="address",
        note="收取信件和证书的地址；与基本信息中的当前住址相同的不填",
        example="云州市大学东路98号云州市工业职业技术学校",
        source="JY/T 1005-2012 ZZJG0201 TXDZ",
    )
    postcode = Text(
        "邮政编码",
        max_length=6,
        blank=True,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="与通信地址对应的6位邮政编码",
        example="530022",
        source="JY/T 1005-2012 ZZJG0201 YZBM",
    )
    emergency_name = PersonName(
        "紧急联系人姓名",
        max_length=36,
        private="text",
        note="突发情况时首先联系的家人，填写前须征得其同意",
        example="李明",
        source="JY/T 1002-2012 JCTB0208 LXRXM",
    )
    emergency_relation = Code(
        "紧急联系人与本人关系",
        "family_relationship",
        note="紧急联系人是教师的什么人，如配偶、父亲、母亲",
        example="配偶",
        source="JY/T 1002-2012 JCTB0208 GXM",
    )
    emergency_phone = Phone(
        "紧急联系人电话",
        note="不同于本人号码、随时能接通的手机或座机",
        example="13700000002",
        source="JY/T 1002-2012 JCTB0208 DH",
    )

    class Meta:
        verbose_name = "教师联系方式"

    class Filing(Declaration):
        key = ["teacher"]
        covers = "teacher"
        listing = ["teacher", "department", "mobile", "office_phone", "office"]
        filters = ["teacher", "department", "mobile"]
        ordering = ["teacher"]
        sections = {
            "电话": "teacher",
            "网上联系": "email",
            "通信地址": "postal_address",
            "紧急联系人": "emergency_name",
        }
        checks = [RequiredIf("postcode", "postal_address")]
