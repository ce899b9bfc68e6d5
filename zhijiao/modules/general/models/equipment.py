"""综合信息 / 教学仪器设备."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Count,
    Declaration,
    LongText,
    Moment,
    Money,
    NotLess,
    SumOf,
)


class Equipment(AnnualRecord):
    """综合信息 / 教学仪器设备: totals of a school year, one page a year.

    Values come from the asset ledger whose items JY/T 1005 ZZBX0101 describes; what is counted follows
    中等职业学校设置标准 (教职成〔2010〕12号). Attached classes report what the secondary department uses (guide).
    """

    fixed_assets = Money(
        "固定资产总值",
        unit="万元",
        places=4,
        note="学年末（8月31日）固定资产账原值合计，不扣折旧，含房屋；租入和借入的不计",
        example=7800,
        source="项目扩展",
        doubt="教育事业统计的存量以学年初9月1日为时点，本系统指南未写明时点，两者可能相差一天的账",
        moment=Moment.YEAR_ENDS,
    )
    total_value = Money(
        "教学仪器设备总值",
        unit="万元",
        places=4,
        note="按原值填写，等于下列五类之和；不含办公、后勤设备和已报废的",
        example=2600,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    training_value = Money(
        "专业实训仪器设备值",
        unit="万元",
        places=4,
        note="专业课实训、实验用的设备，不含通用计算机",
        example=1750,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    computer_value = Money(
        "教学用计算机设备值",
        unit="万元",
        places=4,
        note="机房和教室的计算机、服务器及随机软件",
        example=480,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    media_value = Money(
        "多媒体教学设备值",
        unit="万元",
        places=4,
        note="投影、一体机、录播、语音室等设备",
        example=210,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    sports_value = Money(
        "体育艺术器材值",
        unit="万元",
        places=4,
        note="达到固定资产标准的体育、音乐、美术器材，没有的填0",
        example=60,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    other_value = Money(
        "其他教学仪器设备值",
        unit="万元",
        places=4,
        note="不属于以上四类的教学用设备，没有的填0",
        example=100,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    added_value = Money(
        "当年新增教学仪器设备值",
        unit="万元",
        places=4,
        note="本学年验收入账的部分，等于下列三种来源之和；包含在总值内",
        example=260,
        source="项目扩展",
    )
    added_public = Money(
        "新增中财政资金购置",
        unit="万元",
        places=4,
        note="财政拨款和专项资金购置入账的，没有的填0",
        example=200,
        source="项目扩展",
    )
    added_donated = Money(
        "新增中社会捐赠",
        unit="万元",
        places=4,
        note="企业和个人捐赠、已办理入账的，没有的填0",
        example=40,
        source="项目扩展",
    )
    added_own = Money(
        "新增中自筹及其他",
        unit="万元",
        places=4,
        note="事业收入等自筹资金购置和调拨转入的，没有的填0",
        example=20,
        source="项目扩展",
    )
    scrapped_value = Money(
        "当年报废教学仪器设备值",
        unit="万元",
        places=4,
        note="本学年批准核销的原值，已从总值中减去，没有的填0",
        example=35,
        source="项目扩展",
    )
    provided_value = Money(
        "企业提供准捐赠设备值",
        unit="万元",
        places=4,
        note="产权属企业、放在校内供教学使用的，不计入总值，没有的填0",
        example=120,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    items = Count(
        "教学仪器设备数量",
        unit="台套",
        note="固定资产账上的台（套）数，成套设备计一套",
        example=3200,
        source="JY/T 1005-2012 ZZBX0101 YQBH",
        moment=Moment.YEAR_ENDS,
    )
    large_items = Count(
        "单价10万元以上设备数量",
        unit="台套",
        note="单台（套）原值10万元及以上的，包含在教学仪器设备数量内",
        example=32,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    large_value = Money(
        "单价10万元以上设备值",
        unit="万元",
        places=4,
        note="单台（套）原值10万元及以上的合计，包含在总值内",
        example=520,
        source="JY/T 1005-2012 ZZBX0101 YQJG",
        moment=Moment.YEAR_ENDS,
    )
    computers = Count(
        "计算机总数",
        unit="台",
        note="台式机、笔记本和平板，等于教学用与办公用之和，不含报废待销的",
        example=1250,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    teaching_computers = Count(
        "教学用计算机数",
        unit="台",
        note="机房、实训室和教室供教学使用的；设置标准要求每百生不少于15台",
        example=1050,
        source="教职成〔2010〕12号",
        moment=Moment.YEAR_ENDS,
    )
    office_computers = Count(
        "行政办公用计算机数",
        unit="台",
        note="教职工办公使用的，没有的填0",
        example=200,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    new_computers = Count(
        "近五年购置的计算机数",
        unit="台",
        note="以入账日期为准，包含在计算机总数内",
        example=700,
        source="JY/T 1005-2012 ZZBX0101 GZRQ",
        moment=Moment.YEAR_ENDS,
    )
    tablets = Count(
        "平板电脑数",
        unit="台",
        note="校产平板电脑，包含在计算机总数内，没有的填0",
        example=60,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    digital_terminals = Count(
        "数字终端数",
        unit="台",
        blank=True,
        note="教师和学生使用的台式机、笔记本、平板等终端合计，不含办公设备",
        example=1100,
        source="教育经费统计基表 基2-7 第17行",
    )
    student_terminals = Count(
        "其中：学生终端数",
        unit="台",
        blank=True,
        note="机房、实训室等供学生使用的终端，包含在数字终端数内",
        example=1000,
        source="教育经费统计基表 基2-7 第18行",
    )
    digital_value = Money(
        "信息化设备资产值",
        unit="万元",
        places=4,
        blank=True,
        note="网络、终端、软件等信息化设备和资产的原值，包含在固定资产总值内",
        example=760,
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
    )
    software_value = Money(
        "其中：软件资产值",
        unit="万元",
        places=4,
        blank=True,
        note="软件和数字资源的账面原值，包含在信息化设备资产值内",
        example=140,
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
    )
    media_rooms = Count(
        "多媒体教室数",
        unit="间",
        note="有投影或一体机可上课的教室，与“办学场地”口径一致但可含未联网的",
        example=88,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    media_seats = Count(
        "多媒体教室座位数",
        unit="个",
        note="上述多媒体教室的学生座位合计",
        example=4200,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    books = Count(
        "纸质图书藏量",
        unit="册",
        note="图书馆与各系资料室登记入账的图书；设置标准要求生均不少于30册",
        example=76000,
        source="教职成〔2010〕12号",
        moment=Moment.YEAR_ENDS,
    )
    new_books = Count(
        "当年新增纸质图书",
        unit="册",
        note="本学年登记入账的册数，包含在纸质图书藏量内",
        example=3200,
        source="项目扩展",
    )
    e_books = Count(
        "电子图书藏量",
        unit="册",
        note="拥有使用权、可在校内借阅的中外文电子图书，没有的填0",
        example=58000,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    periodicals = Count(
        "报刊种数",
        unit="种",
        note="本学年订阅的报纸和期刊；设置标准要求80种以上",
        example=160,
        source="教职成〔2010〕12号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="账实不符、与上年差异较大、跨校共用等需要说明的情况",
        example="新购数控机床6台已于6月验收入账",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教学仪器设备"

    class Filing(Declaration):
        single = True
        listing = ["total_value", "added_value", "items", "computers", "teaching_computers", "books"]
        sections = {
            "设备总值": "fixed_assets",
            "当年增减": "added_value",
            "数量": "items",
            "计算机与多媒体": "computers",
            "图书": "books",
            "说明": "remarks",
        }
        checks = [
            NotLess("fixed_assets", "total_value"),
            SumOf(
                "total_value",
                ["training_value", "computer_value", "media_value", "sports_value", "other_value"],
            ),
            SumOf("added_value", ["added_public", "added_donated", "added_own"]),
            NotLess("total_value", "added_value"),
            NotLess("total_value", "large_value"),
            NotLess("items", "large_items"),
            SumOf("computers", ["teaching_computers", "office_computers"]),
            NotLess("computers", "new_computers"),
            NotLess("computers", "tablets"),
            NotLess("digital_terminals", "student_terminals"),
            NotLess("fixed_assets", "digital_value"),
            NotLess("digital_value", "software_value"),
            NotLess("media_seats", "media_rooms"),
            NotLess("books", "new_books"),
        ]
