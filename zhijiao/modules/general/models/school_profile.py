"""综合信息 / 学校信息 / 基本信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Email,
    Flag,
    LongText,
    Moment,
    Month,
    PersonName,
    Phone,
    Record,
    Region,
    RequiredIf,
    Text,
    Whole,
    check_credit_code,
)

PRIVATE = ("2", "3")


class SchoolProfile(Record):
    """综合信息 / 学校信息 / 基本信息: who the school is, who runs it and how it is reached (JY/T 1005 ZZXX01)."""

    school_code = Text(
        "学校标识码",
        max_length=10,
        pattern=(r"\d{10}", "学校标识码应为10位数字，中等职业学校以36开头，请按教育部下发的标识码填写"),
        note="教育部统一赋码，可在学籍系统或学校（机构）代码库查到；附设中职班填所在院校的标识码",
        example="3645010023",
        given="code",
        source="JY/T 1005-2012 ZZXX0101 XXDM",
    )
    name = Text(
        "学校名称",
        max_length=60,
        search=True,
        note="与学校公章一致的规范全称，不用简称；有多个校名的填备案名称，其余写在“曾用名与其他校名”",
        example="云州市工业职业技术学校",
        given="name",
        source="JY/T 1005-2012 ZZXX0101 XXMC",
    )
    other_names = Text(
        "曾用名与其他校名",
        max_length=200,
        blank=True,
        note="合并、更名前的校名和加挂的校名，多个用顿号分隔，便于核对历史毕业证书",
        example="云州市第一职业高级中学",
        source="项目扩展",
    )
    english_name = Text(
        "学校英文名称",
        max_length=180,
        blank=True,
        note="与学校印章或章程中的英文名称一致，没有的不必翻译",
        example="Yunzhou Industrial Vocational School",
        source="JY/T 1005-2012 ZZXX0101 XXYWMC",
    )
    school_type = Code(
        "办学类型",
        "school_type",
        note="按批准设立时的类型选三位码；附设中职班填所在院校自身的类型，如高等职业学校",
        example="调整后中等职业学校",
        source="JY/T 1002-2012 JCXX0101 XXBXLXM",
    )
    nature = Code(
        "办学性质",
        "school_nature",
        note="看举办者：政府、国有企事业单位举办的选公办，社会力量举办的选民办",
        example="公办",
        source="项目扩展",
    )
    running_level = Code(
        "隶属层级",
        "school_running_level",
        note="主管部门所在的层级，与系统中学校挂靠的上级一致",
        example="市属",
        source="项目扩展",
    )
    runner = Code(
        "学校举办者",
        "school_runner_type",
        note="出资设立学校的主体，以设立批复为准；民办学校选“民办”",
        example="地级教育部门",
        source="JY/T 1005-2012 ZZXX0101 XXJBZM",
    )
    authority = Code(
        "学校主管部门",
        "school_runner_type",
        note="负责学校人事、经费和业务管理的部门的类别，与举办者不一定相同",
        example="地级教育部门",
        source="JY/T 1005-2012 ZZXX0101 XXZGBMM",
    )
    authority_name = Text(
        "主管部门名称",
        max_length=60,
        note="填主管部门全称，如某某市教育局、某某省人力资源和社会保障厅",
        example="云州市教育局",
        source="项目扩展",
    )
    founded = Month(
        "建校年月",
        note="以最早的设立批复为准；合并组建的学校填主体学校的建校年月",
        example="1983-09",
        source="JY/T 1005-2012 ZZXX0101 JXNY",
    )
    anniversary = Text(
        "校庆日",
        max_length=60,
        blank=True,
        note="写月日或时间段，如“10月18日”，没有固定校庆日的不填",
        example="10月18日",
        source="JY/T 1005-2012 ZZXX0101 XQR",
    )
    evaluation = Code(
        "学校评估类型",
        "school_evaluation",
        note="填目前有效的最高一级认定，依据为教育行政部门的公布文件；没有获得认定的选“其他”",
        example="国家级重点",
        source="JY/T 1005-2012 ZZXX0101 XXPGLX",
    )
    evaluation_basis = LongText(
        "学校评估情况说明",
        blank=True,
        note="写明认定文件的名称、文号和年份，各级优质校、双优校等建设项目也写在这里",
        example="2008年教育部认定为国家级重点中等职业学校（教职成厅〔2008〕1号）",
        source="JY/T 1005-2012 ZZXX0101 XXPGQKSM",
    )
    legal_status = Flag(
        "是否独立法人",
        note="持有事业单位法人证书或民办非企业单位登记证书的选“是”，附设中职班一般选“否”",
        example="是",
        source="项目扩展",
    )
    credit_code = Text(
        "统一社会信用代码",
        max_length=18,
        check=check_credit_code,
        optional_for=("attached",),
        note="抄自法人证书正面的18位代码；附设中职班没有独立法人资格的可以不填",
        example="12450100466000002J",
        source="JY/T 1002-2012 JCXX0101 ZZJGM",
    )
    legal_certificate = Text(
        "法人证书号",
        max_length=20,
        blank=True,
        note="事业单位法人证书或民办非企业单位登记证书上的证书号，在证书右上角",
        example="事证第145010000123号",
        source="JY/T 1005-2012 ZZXX0101 FRZSH",
    )
    legal_person = PersonName(
        "法定代表人姓名",
        max_length=36,
        note="与法人证书记载一致；附设中职班填所在院校的法定代表人",
        example="韦朗朗",
        source="JY/T 1005-2012 ZZXX0101 FDDBRH",
    )
    licence = Text(
        "办学许可证号",
        max_length=30,
        blank=True,
        note="民办学校必填，抄自办学许可证正本；公办学校没有此证的不填",
        example="教民245010020000018号",
        source="中华人民共和国民办教育促进法",
    )
    licence_until = Date(
        "办学许可证有效期至",
        blank=True,
        note="办学许可证上的截止日期，临近到期请先换证再更新",
        example="2024-08-31",
        source="项目扩展",
    )
    principal = PersonName(
        "校长姓名",
        max_length=36,
        note="主持行政工作的现任校长；附设中职班填中职部负责人",
        example="韦朗朗",
        source="JY/T 1002-2012 JCXX0101 XZXM",
    )
    principal_since = Month(
        "校长任职年月",
        blank=True,
        after="founded",
        note="任命文件的落款年月，连任的填首次任职年月",
        example="2018-07",
        source="JY/T 1005-2012 ZZXX0102 RZKSRQ",
    )
    principal_phone = Phone(
        "校长联系电话",
        exact=False,
        note="手机号码或带区号的办公电话，只用于上级联系，屏幕上加掩显示",
        example="13800000001",
        source="JY/T 1005-2012 ZZXX0102",
    )
    party_secretary = PersonName(
        "党组织负责人姓名",
        max_length=36,
        blank=True,
        note="学校党委、党总支或党支部的书记，未建立党组织的不填",
        example="谭红霞",
        source="JY/T 1002-2012 JCXX0101 DWFZRH",
    )
    contact = PersonName(
        "学校联系人姓名",
        max_length=36,
        note="负责本系统填报的联络人，上级催报和核数时找他",
        example="卢华兴",
        source="JY/T 1002-2012 JCTB0208 LXRXM",
    )
    contact_phone = Phone(
        "学校联系人电话",
        exact=False,
        note="请留工作时间能接通的号码，换人时及时修改",
        example="13800000003",
        source="JY/T 1005-2012 ZZXX0102",
    )
    region = Region(
        "行政区划",
        note="学校主校区所在地，选到县（市、区）一级，不按主管部门所在地填写",
        example="450103",
        source="JY/T 1005-2012 ZZXX0101 XZQHM",
    )
    urban_rural = Code(
        "所在地城乡类型",
        "urban_rural_type",
        note="按国家统计局统计用区划代码确定，可在国家统计局网站查主校区所在村（居）委会的城乡分类",
        example="主城区",
        source="JY/T 1001-2012 SZDCXLX",
    )
    address = Text(
        "学校地址",
        max_length=180,
        note="主校区地址，写到街道门牌号；其他校区的地址填在“校区信息”",
        example="云州市青秀区职教路18号",
        source="JY/T 1005-2012 ZZXX0101 XXDZ",
    )
    postcode = Text(
        "学校邮政编码",
        max_length=6,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="主校区所在地的6位邮政编码",
        example="530022",
        source="JY/T 1005-2012 ZZXX0101 XXYZBM",
    )
    phone = Phone(
        "学校联系电话",
        private="",
        note="对外公布的总机或办公室电话，带区号，如0771-5550001",
        example="0771-5550001",
        source="JY/T 1005-2012 ZZXX0101 LXDH",
    )
    fax = Phone(
        "传真电话",
        private="",
        blank=True,
        note="带区号，没有传真机的不填",
        example="0771-5550002",
        source="JY/T 1005-2012 ZZXX0101 CZDH",
    )
    email = Email(
        "电子信箱",
        note="学校公用信箱，不填个人信箱，人员变动后仍可收到上级通知",
        example="office@school.example.cn",
        source="JY/T 1005-2012 ZZXX0101 DZXX",
    )
    website = Text(
        "主页地址",
        max_length=120,
        blank=True,
        pattern=(r"https?://\S+", "主页地址应以 http:// 或 https:// 开头，请从浏览器地址栏复制"),
        note="学校官方网站首页，从浏览器地址栏复制完整地址",
        example="https://www.school.example.cn",
        source="JY/T 1005-2012 ZZXX0101 ZYDZ",
    )
    campus_count = Whole(
        "学校校区数",
        min=1,
        max=50,
        unit="个",
        note="包括主校区，应与“校区信息”的条数一致；校外教学点不算校区",
        example=2,
        source="JY/T 1005-2012 ZZXX0101 XXXQS",
        moment=Moment.FILING,
    )
    approved_scale = Count(
        "核定办学规模",
        unit="人",
        note="设立或扩建批复中核定的全日制学历教育在校生规模，批复没有写明的填设计规模",
        example=3000,
        source="项目扩展",
        moment=Moment.FILING,
    )
    approved_posts = Count(
        "核定教职工编制数",
        unit="人",
        blank=True,
        note="机构编制部门核定的编制数，不是实有人数；民办学校不填",
        example=180,
        source="项目扩展",
        moment=Moment.FILING,
    )
    has_boarding = Flag(
        "是否寄宿制学校",
        note="有学生宿舍并有学生住校的选“是”，仅供午休的不算",
        example="是",
        source="项目扩展",
    )
    is_minority = Flag(
        "是否民族学校",
        note="批准为民族中等职业学校，或以少数民族学生为主并经民族事务部门确认的选“是”",
        example="否",
        source="项目扩展",
    )
    founding = LongText(
        "成立背景",
        blank=True,
        note="学校因何设立、由谁批准，写一两句即可",
        example="为满足本市装备制造业用工需要，经省人民政府批准设立",
        source="JY/T 1005-2012 ZZXX0101 CLBJ",
    )
    history = LongText(
        "历史沿革",
        max_length=2000,
        blank=True,
        note="按年份写更名、合并、迁址、升格等重大变化，每件事一行",
        example="1983年建校；2001年与市技工学校合并；2012年迁入新校区",
        source="JY/T 1005-2012 ZZXX0101 LSYG",
    )

    class Meta:
        verbose_name = "学校基本信息"

    class Filing(Declaration):
        single = True
        listing = ["school_code", "name", "school_type", "nature", "region", "principal"]
        sections = {
            "学校概况": "school_code",
            "法人与许可": "legal_status",
            "负责人与联系人": "principal",
            "地址与联系方式": "region",
            "规模": "campus_count",
            "简介": "founding",
        }
        checks = [
            RequiredIf("legal_certificate", "legal_status", equals=True),
            RequiredIf("licence", "nature", equals=PRIVATE),
            RequiredIf("licence_until", "nature", equals=PRIVATE),
        ]
