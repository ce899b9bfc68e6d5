"""综合信息 / 学校信息 / 校内机构."""

from zhijiao.filing.declare import (
    Code,
    Declaration,
    Email,
    Flag,
    LongText,
    Month,
    Phone,
    Record,
    Ref,
    RequiredIf,
    Text,
)


class Department(Record):
    """综合信息 / 学校信息 / 校内机构: the school's offices and teaching departments (JY/T 1005 ZZXX03)."""

    number = Text(
        "机构号",
        max_length=10,
        note="学校自编，同一学校内不重复，建议一级机构两位、下级机构四位，如03、0301",
        example="03",
        source="JY/T 1005-2012 ZZXX03 JGH",
    )
    name = Text(
        "机构名称",
        max_length=100,
        search=True,
        note="以机构设置文件中的名称为准，附设中职班只填与中职教育有关的机构",
        example="电子信息部",
        source="JY/T 1005-2012 ZZXX03 JGMC",
    )
    english_name = Text(
        "机构英文名称",
        max_length=100,
        blank=True,
        note="对外交流使用的英文名称，没有的不填",
        example="Department of Electronics and Information",
        source="JY/T 1005-2012 ZZXX03 JGYWMC",
    )
    short_name = Text(
        "机构简称",
        max_length=50,
        blank=True,
        note="校内习惯的简称，打印报表时使用",
        example="电信部",
        source="JY/T 1005-2012 ZZXX03 JGJC",
    )
    kind = Code(
        "机构类别",
        "department_kind",
        note="承担教学任务的系、部、专业组选“教学院系”，教务、学生、招就等处室选“行政机构”",
        example="教学院系",
        source="JY/T 1002-2012 JCTB0103 DWLBM",
    )
    parent = Ref(
        "隶属上级机构",
        "general.Department",
        blank=True,
        note="直接隶属学校的一级机构不填，下级机构选其上级",
        example="",
        source="JY/T 1005-2012 ZZXX03 DSSJJGH",
    )
    campus = Ref(
        "隶属校区",
        "general.Campus",
        blank=True,
        note="机构主要办公地点所在的校区，只有一个校区的也建议选上",
        example="01",
        source="JY/T 1005-2012 ZZXX03 LSXQH",
    )
    is_entity = Flag(
        "是否实体",
        note="有专门人员和办公场所的选“是”；领导小组、委员会等议事协调机构选“否”",
        example="是",
        source="JY/T 1005-2012 ZZXX03 SFST",
    )
    established = Month(
        "建立年月",
        blank=True,
        note="以设立机构的文件落款年月为准",
        example="2012-09",
        source="JY/T 1005-2012 ZZXX03 JLNY",
    )
    in_use = Flag(
        "是否有效",
        default=True,
        note="撤销或合并的机构改为“否”，不要删除，以免历史数据失去所属机构",
        example="是",
        source="JY/T 1005-2012 ZZXX03 JGYXBS",
    )
    abolished = Month(
        "失效年月",
        blank=True,
        after="established",
        note="“是否有效”为否时填写，以撤并文件的落款年月为准",
        example="",
        source="JY/T 1002-2012 JCTB0103 SXRQ",
    )
    head = Ref(
        "机构负责人",
        "general.Teacher",
        blank=True,
        note="主持该机构工作的正职或副职；首次填报时教师尚未录入的，可先空着后补",
        example="js002",
        source="JY/T 1005-2012 ZZXX03 FZRH",
    )
    location = Text(
        "机构地址",
        max_length=180,
        blank=True,
        note="写楼名和房间号即可，如“行政楼302”",
        example="实训楼A座201",
        source="JY/T 1005-2012 ZZXX03 JGDZ",
    )
    postcode = Text(
        "机构邮政编码",
        max_length=6,
        blank=True,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="与校区相同的可以不填",
        example="530022",
        source="JY/T 1005-2012 ZZXX03 JGYZBM",
    )
    phone = Phone(
        "机构电话",
        private="",
        blank=True,
        note="机构办公电话，带区号，不填个人手机",
        example="0771-5550031",
        source="JY/T 1002-2012 JCTB0101 DH",
    )
    email = Email(
        "机构电子信箱",
        blank=True,
        note="机构公用信箱，没有的不填",
        example="dzxx@school.example.cn",
        source="JY/T 1002-2012 JCTB0101 DZXX",
    )
    duties = LongText(
        "主要职责",
        blank=True,
        note="按机构设置文件概括，写清与其他机构的分工，一百字左右",
        example="负责电子信息类专业的教学组织、实训管理和学生日常管理",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校内机构"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "parent", "campus", "head", "in_use"]
        filters = ["name", "kind", "campus", "in_use"]
        ordering = ["number"]
        sections = {
            "机构概况": "number",
            "沿革与状态": "established",
            "负责人与联系方式": "head",
        }
        checks = [RequiredIf("abolished", "in_use", equals=False)]
