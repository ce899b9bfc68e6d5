"""综合信息 / 学校信息 / 校区信息."""

from zhijiao.filing.declare import (
    Area,
    Code,
    Count,
    Declaration,
    Email,
    Flag,
    LongText,
    Moment,
    Money,
    Month,
    NotLess,
    Phone,
    Record,
    Ref,
    Region,
    Text,
)


class Campus(Record):
    """综合信息 / 学校信息 / 校区信息: every place where the school itself teaches (JY/T 1005 ZZXX02)."""

    code = Text(
        "校区代码",
        max_length=10,
        note="学校自编，同一学校内不重复；班级、机构用它引用校区，启用后不要改动",
        example="01",
        source="JY/T 1005-2012 ZZXX02 XQDM",
    )
    name = Text(
        "校区名称",
        max_length=30,
        search=True,
        note="校内通用的名称，如主校区、东校区；只有一个校区的填“主校区”",
        example="主校区",
        source="JY/T 1005-2012 ZZXX02 XQMC",
    )
    is_main = Flag(
        "是否主校区",
        note="学校法人登记地址所在的校区选“是”，一所学校只有一个主校区",
        example="是",
        source="项目扩展",
    )
    opened = Month(
        "启用年月",
        blank=True,
        note="该校区第一次有学生上课的年月，不是征地或竣工年月",
        example="2012-09",
        source="项目扩展",
    )
    head = Ref(
        "校区负责人",
        "general.Teacher",
        blank=True,
        note="从本校教职工中选择；首次填报时教师尚未录入的，可先空着，录入教师后补选",
        example="js002",
        source="JY/T 1005-2012 ZZXX02 XQFZRH",
    )
    property_right = Code(
        "校区产权",
        "property_right",
        note="按土地使用权证的权利人判断；租用、借用的选非学校产权的两类之一",
        example="学校独立产权",
        source="JY/T 1002-2012 JCBX0201 TDCQM",
    )
    region = Region(
        "校区所在地行政区划",
        note="选到县（市、区）一级，与主校区不在同一县区的尤其要核对",
        example="450103",
        source="JY/T 1005-2012 ZZXX02 XQSZDXZQHM",
    )
    urban_rural = Code(
        "所在地城乡类型",
        "urban_rural_type",
        blank=True,
        note="按国家统计局统计用区划代码确定，各校区分别判断",
        example="主城区",
        source="JY/T 1001-2012 SZDCXLX",
    )
    address = Text(
        "校区地址",
        max_length=180,
        note="写到街道门牌号；没有门牌号的写最近的路口或标志",
        example="云州市青秀区职教路18号",
        source="JY/T 1005-2012 ZZXX02 XQDZ",
    )
    postcode = Text(
        "校区邮政编码",
        max_length=6,
        pattern=(r"\d{6}", "邮政编码应为6位数字"),
        note="校区所在地的6位邮政编码",
        example="530022",
        source="JY/T 1005-2012 ZZXX02 XQYZBM",
    )
    phone = Phone(
        "校区联系电话",
        private="",
        note="校区值班室或办公室电话，带区号，不填个人手机",
        example="0771-5550001",
        source="JY/T 1005-2012 ZZXX02 XQLXDH",
    )
    fax = Phone(
        "校区传真电话",
        private="",
        blank=True,
        note="带区号，没有传真机的不填",
        example="0771-5550002",
        source="JY/T 1002-2012 JCXX0102 XQCZDH",
    )
    email = Email(
        "电子邮件",
        blank=True,
        note="校区公用信箱，没有单独信箱的不填",
        example="main@school.example.cn",
        source="JY/T 1005-2012 ZZXX02 DZYJ",
    )
    site_area = Area(
        "校区面积",
        note="校区占用的土地面积，各校区之和应与“办学场地”的占地面积一致",
        example=86000,
        source="JY/T 1005-2012 ZZXX02 XQMJ",
        moment=Moment.FILING,
    )
    building_area = Area(
        "校区建筑面积",
        blank=True,
        note="已竣工投入使用的校舍建筑面积，不含在建和已拆除的",
        example=52000,
        source="JY/T 1005-2012 ZZXX02 XQJZMJ",
        moment=Moment.FILING,
    )
    equipment_value = Money(
        "校区教学科研仪器设备总值",
        unit="万元",
        blank=True,
        note="按固定资产账的原值填写，不扣折旧；只计教学科研用的仪器设备",
        example=1800,
        source="JY/T 1005-2012 ZZXX02 XQJXKYSBZZ",
        moment=Moment.FILING,
    )
    fixed_assets = Money(
        "校区固定资产总值",
        unit="万元",
        blank=True,
        note="按固定资产账的原值填写，包括房屋、仪器设备、图书等",
        example=12600,
        source="JY/T 1005-2012 ZZXX02 XQGDZCZZ",
        moment=Moment.FILING,
    )
    student_count = Count(
        "校区在校生数",
        unit="人",
        blank=True,
        note="在该校区上课的全日制学历教育学生数，顶岗（岗位）实习的计入原校区",
        example=1860,
        source="项目扩展",
        moment=Moment.YEAR_BEGINS,
    )
    remarks = LongText(
        "校区说明",
        blank=True,
        note="租用合同期限、与其他学校共用等需要说明的情况",
        example="与市技师学院共用体育场",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校区信息"

    class Filing(Declaration):
        key = ["code"]
        title = ["name"]
        listing = ["code", "name", "is_main", "region", "address", "phone", "head", "site_area"]
        filters = ["name", "is_main", "region"]
        ordering = ["code"]
        sections = {
            "校区概况": "code",
            "地址与联系方式": "region",
            "规模与资产": "site_area",
        }
        checks = [
            NotLess(
                "fixed_assets",
                "equipment_value",
                "大于校区固定资产总值",
                "固定资产包含仪器设备，请核对单位是否都是万元",
            ),
        ]
