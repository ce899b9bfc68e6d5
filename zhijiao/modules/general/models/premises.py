"""综合信息 / 办学场地."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Area,
    Count,
    Declaration,
    LongText,
    Moment,
    NotLess,
    RowCheck,
    SumOf,
    Whole,
)
from zhijiao.modules.general import judgements


class Premises(AnnualRecord):
    """综合信息 / 办学场地: land and buildings of a school year, one page a year.

    JY/T 1002 JCBX0201, JY/T 1005 ZZFC02; the parts are those that 中等职业学校设置标准 (教职成〔2010〕12号) and the
    education statistics count. Attached classes report the whole institution (guide).
    """

    site_area = Area(
        "占地面积",
        note="学校具有国家颁发的土地使用权证所占用的土地面积，包括学校体育场、绿化用地，不包括农场、林场的占地面积",
        example=86000,
        source="填报指南 第四部分 指标注释",
        moment=Moment.YEAR_ENDS,
    )
    green_area = Area(
        "绿化用地面积",
        note="成片的绿地、花坛、树林，不含行道树和屋顶绿化；包含在占地面积内",
        example=26000,
        source="填报指南 第四部分 指标注释",
        moment=Moment.YEAR_ENDS,
    )
    sports_area = Area(
        "运动场地面积",
        note="室外田径场、球场、器械场地，不含室内体育馆；包含在占地面积内",
        example=18000,
        source="填报指南 第四部分 指标注释",
        moment=Moment.YEAR_ENDS,
    )
    sole_site = Area(
        "非学校产权独立使用占地面积",
        note="租用、借用而由本校单独使用的土地，须有一年以上的协议，不计入占地面积；没有的填0",
        example=6000,
        source="JY/T 1002-2012 JCBX0201 TDCQM",
        moment=Moment.YEAR_ENDS,
    )
    shared_site = Area(
        "非学校产权共同使用占地面积",
        note="与其他学校或单位共用的场地，不计入占地面积；没有的填0",
        example=0,
        source="JY/T 1002-2012 JCBX0201 TDCQM",
        moment=Moment.YEAR_ENDS,
    )
    farm_area = Area(
        "农场林场面积",
        blank=True,
        note="涉农学校的农场、林场，不计入占地面积；没有的不填",
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    track_length = Whole(
        "环形跑道长度",
        min=0,
        max=800,
        unit="米",
        note="田径场最长一条环形跑道的内圈长度，没有环形跑道的填0",
        example=400,
        source="教职成〔2010〕12号",
        moment=Moment.YEAR_ENDS,
    )
    building_area = Area(
        "校舍建筑面积",
        note="已竣工并投入使用的校舍，等于教学、行政、生活和其他用房之和；不含在建和非学校产权共用的",
        example=52000,
        source="JY/T 1005-2012 ZZFC02 ZJZMJ",
        moment=Moment.YEAR_ENDS,
    )
    own_building = Area(
        "学校产权校舍建筑面积",
        note="房屋所有权证或不动产权证的权利人是本校的面积，尚未办证的已竣工校舍计入",
        example=50000,
        source="JY/T 1005-2012 ZZFC02 FWCQ",
        moment=Moment.YEAR_ENDS,
    )
    sole_building = Area(
        "非学校产权独立使用校舍建筑面积",
        note="租用、借用而由本校单独使用的校舍，没有的填0",
        example=2000,
        source="JY/T 1005-2012 ZZFC02 FWCQ",
        moment=Moment.YEAR_ENDS,
    )
    shared_building = Area(
        "非学校产权共同使用校舍建筑面积",
        blank=True,
        note="与其他学校或单位共用的校舍，不计入校舍建筑面积，没有的不填",
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
    )
    lent_building = Area(
        "外借校舍建筑面积",
        blank=True,
        note="学校产权、出租或借给其他单位使用的校舍，不含已售教工住宅，没有的不填",
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
    )
    dangerous_area = Area(
        "危房面积",
        note="经有资质的机构鉴定为C级、D级的校舍，没有的填0；包含在校舍建筑面积内",
        example=0,
        source="项目扩展",
        moment=Moment.YEAR_ENDS,
    )
    new_area = Area(
        "当年新增校舍面积",
        note="本学年竣工并投入使用的校舍，没有的填0；包含在校舍建筑面积内",
        example=3000,
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
    )
    under_construction = Area(
        "在建校舍面积",
        note="已开工未竣工的校舍，按施工许可证面积填写，不计入校舍建筑面积；没有的填0",
        example=0,
        source="教育事业统计报表制度",
        doubt="凭知识，未见统计报表原表",
        moment=Moment.YEAR_ENDS,
    )
    teaching_area = Area(
        "教学及辅助用房面积",
        note="等于教室、实训用房、图书馆、体育馆、会堂和其他教学辅助用房之和",
        example=30000,
        source="JY/T 1005-2012 ZZFC02 JXJFZYF",
        moment=Moment.YEAR_ENDS,
    )
    classroom_area = Area(
        "教室面积",
        note="普通教室、多媒体教室、合班教室，不含实训室和机房",
        example=9000,
        source="JY/T 1005-2012 ZZFC02 QZJS",
        moment=Moment.YEAR_ENDS,
    )
    training_area = Area(
        "实训实验用房面积",
        note="校内实训车间、实训室、实验室、机房，与企业共建在校内的也计入",
        example=14000,
        source="JY/T 1005-2012 ZZFC02 QZSYS",
        moment=Moment.YEAR_ENDS,
    )
    library_area = Area(
        "图书馆面积",
        note="图书馆、阅览室、书库，不含教室内的图书角",
        example=3000,
        source="JY/T 1005-2012 ZZFC02 QZTSS",
        moment=Moment.YEAR_ENDS,
    )
    gym_area = Area(
        "室内体育用房面积",
        note="体育馆、风雨操场（有围护的）、健身房，没有的填0",
        example=2500,
        source="JY/T 1005-2012 ZZFC02 QZTYHDS",
        moment=Moment.YEAR_ENDS,
    )
    other_teaching_area = Area(
        "其他教学辅助用房面积",
        note="会堂、礼堂、语音室、心理辅导室等不属于以上各类的教学辅助用房，没有的填0",
        example=1500,
        source="JY/T 1005-2012 ZZFC02 QZQTJFYF",
        moment=Moment.YEAR_ENDS,
    )
    office_area = Area(
        "行政办公用房面积",
        note="教职工办公室、会议室、卫生保健室等",
        example=4000,
        source="JY/T 1005-2012 ZZFC02 XZBGYF",
        moment=Moment.YEAR_ENDS,
    )
    living_area = Area(
        "生活用房面积",
        note="等于学生宿舍、食堂和其他生活用房之和，不含已售给个人的教工住宅",
        example=17000,
        source="JY/T 1005-2012 ZZFC02 SHYF",
        moment=Moment.YEAR_ENDS,
    )
    dormitory_area = Area(
        "学生宿舍面积",
        note="学生公寓和宿舍楼的建筑面积，没有住校生的填0",
        example=12500,
        source="JY/T 1005-2012 ZZFC02 QZXSSS",
        moment=Moment.YEAR_ENDS,
    )
    canteen_area = Area(
        "食堂面积",
        note="厨房、餐厅、库房合计，没有食堂的填0",
        example=3500,
        source="JY/T 1005-2012 ZZFC02 QZST",
        moment=Moment.YEAR_ENDS,
    )
    other_living_area = Area(
        "其他生活用房面积",
        note="浴室、开水房、独立厕所、教工周转宿舍等，没有的填0",
        example=1000,
        source="JY/T 1005-2012 ZZFC02 QZQTSHYF",
        moment=Moment.YEAR_ENDS,
    )
    other_area = Area(
        "其他用房面积",
        note="校办产业、门面、车库等不属于以上各类的用房，没有的填0",
        example=1000,
        source="JY/T 1005-2012 ZZFC02 QTYF",
        moment=Moment.YEAR_ENDS,
    )
    classrooms = Count(
        "教室数",
        unit="间",
        note="可以上课的普通教室、多媒体教室和合班教室，不含实训室",
        example=90,
        source="JY/T 1005-2012 ZZFC09",
        moment=Moment.YEAR_ENDS,
    )
    network_classrooms = Count(
        "网络多媒体教室数",
        unit="间",
        note="已接入校园网并有投影或一体机的教室，包含在教室数内",
        example=85,
        source="JY/T 1005-2012 ZZFC09 SFDMTJS",
        moment=Moment.YEAR_ENDS,
    )
    dormitory_beds = Count(
        "学生宿舍床位数",
        unit="个",
        note="可以安排学生入住的床位，包括空床位，没有宿舍的填0",
        example=2400,
        source="JY/T 1005-2012 ZZFC08 KZRS",
        moment=Moment.YEAR_ENDS,
    )
    reading_seats = Count(
        "阅览室座位数",
        unit="个",
        note="学生和教师阅览室座位合计；设置标准要求不低于专任教师数的20%与在校生数的10%",
        example=420,
        source="教职成〔2010〕12号",
        moment=Moment.YEAR_ENDS,
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="征地、搬迁、租用期限、与上年差异较大的原因",
        example="2020年12月新建实训楼投入使用",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "办学场地"

    class Filing(Declaration):
        single = True
        listing = ["site_area", "green_area", "sports_area", "building_area", "teaching_area", "living_area"]
        sections = {
            "占地": "site_area",
            "校舍总量": "building_area",
            "教学及辅助用房": "teaching_area",
            "行政与生活用房": "office_area",
            "数量": "classrooms",
        }
        checks = [
            RowCheck(
                ["site_area", "green_area", "sports_area"],
                judgements.parts_within,
                "绿化用地面积与运动场地面积之和大于占地面积",
                "请核对三项面积",
            ),
            SumOf("building_area", ["own_building", "sole_building"]),
            SumOf("building_area", ["teaching_area", "office_area", "living_area", "other_area"]),
            SumOf(
                "teaching_area",
                ["classroom_area", "training_area", "library_area", "gym_area", "other_teaching_area"],
            ),
            SumOf("living_area", ["dormitory_area", "canteen_area", "other_living_area"]),
            NotLess("building_area", "dangerous_area"),
            NotLess("building_area", "new_area"),
            NotLess("own_building", "lent_building"),
            NotLess("classrooms", "network_classrooms"),
        ]
