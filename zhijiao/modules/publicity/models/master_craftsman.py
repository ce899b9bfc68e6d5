"""职教宣传 / 大国工匠（劳模） / 大国工匠（劳模）基本信息."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    PersonName,
    Phone,
    Record,
    Ref,
    RequiredIf,
    Text,
    YearNo,
)


class MasterCraftsman(Record):
    """职教宣传 / 大国工匠（劳模） / 大国工匠（劳模）基本信息: craftsmen and model workers who work with the
    school.

    Only what is public, and what a school needs to invite them; no birth date, no identity number.
    """

    number = Text(
        "工匠编号",
        max_length=20,
        note="学校自编，不重复；进校园活动和工作室用它引用",
        example="GJ01",
        source="项目扩展",
    )
    name = PersonName(
        "工匠（劳模）姓名",
        search=True,
        note="聘任或合作的工匠、劳模的姓名，与命名文件一致",
        example="黄志刚",
        source="填报指南 第三部分",
    )
    sex = Code(
        "性别",
        "sex",
        note="与命名文件、公开报道一致，不另外查证",
        example="男",
        source="GB/T 2261.1-2003",
    )
    own_staff = Flag(
        "是否本校教职工",
        note="本校在职或退休教职工选“是”，聘请的校外人员选“否”",
        example="否",
        source="项目扩展",
    )
    teacher = Ref(
        "本校工号",
        "general.Teacher",
        blank=True,
        note="填“教师基本信息”中的工号；退休后仍在库中的也填",
        source="项目扩展",
    )
    employer = Text(
        "工作单位",
        max_length=100,
        note="现工作单位全称，退休的填原单位并注明",
        example="云州机电设备有限公司",
        source="项目扩展",
    )
    company = Ref(
        "对应合作单位",
        "industry.Enterprise",
        blank=True,
        note="工作单位是“企业信息”中的单位时，填合作单位编号",
        example="202201090001",
        source="项目扩展",
    )
    post = Text(
        "职务或岗位",
        max_length=60,
        note="现任职务、岗位或从事的职业，退休的填退休前的",
        example="装配车间首席技师",
        source="项目扩展",
    )
    titles = Codes(
        "荣誉称号",
        "craftsman_title",
        note="可多选，以正式命名文件为准，单位内部称号选“其他”",
        example="省部级劳动模范",
        source="GB/T 8563.2-2005",
    )
    level = Code(
        "荣誉级别",
        "award_level",
        note="最高一级荣誉的命名机关级别",
        example="省（自治区、直辖市）级",
        source="JY/T 1001-2012 JB",
    )
    awarded = YearNo(
        "授予年份",
        min=1950,
        note="最高一级荣誉命名文件的年份",
        example=2018,
        source="项目扩展",
    )
    awarded_by = Text(
        "授予单位",
        max_length=60,
        note="最高一级荣誉的命名机关全称",
        example="云岭省人民政府",
        source="项目扩展",
    )
    skill = Code(
        "职业技能等级",
        "vocational_qualification_level",
        blank=True,
        note="技能等级（职业资格）证书上的最高等级，没有的不填",
        example="高级技师",
        source="GB/T 14946.1-2009",
    )
    speciality = Text(
        "专长领域",
        max_length=60,
        note="擅长的技艺、职业方向，写明具体内容",
        example="精密机械装配与调试",
        source="项目扩展",
    )
    engaged_as = Text(
        "本校聘任职务",
        max_length=40,
        blank=True,
        note="学校聘书上的名称，如客座教师、德育导师；没有聘书的不填",
        example="产业导师",
        source="项目扩展",
    )
    engaged_from = Date(
        "聘任起始日期",
        before="today",
        blank=True,
        note="聘书写明的起始日期，续聘后更新",
        example="2019-09-01",
        source="项目扩展",
    )
    engaged_until = Date(
        "聘任终止日期",
        after="engaged_from",
        blank=True,
        note="聘书写明的终止日期，没有写明的不填",
        example="2022-08-31",
        source="项目扩展",
    )
    phone = Phone(
        "本人联系电话",
        blank=True,
        note="本人同意留存的号码，加密保存，只用于联系",
        example="13800000033",
        source="项目扩展",
    )
    deeds = LongText(
        "主要事迹",
        note="三百字以内，取自公开报道或命名文件，不写家庭和健康情况",
        example="从事装配三十年，解决进口设备国产化替代难题11项，带出高级工20余人",
        source="填报指南 第三部分",
    )
    consent = Flag(
        "是否同意公开",
        note="本人书面同意学校对外宣传时使用姓名和事迹的选“是”",
        example="是",
        source="个人信息保护法",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="去世、解聘、荣誉撤销等需要说明的情况",
        source="项目扩展",
    )

    photo = File(
        "照片",
        accepts=("jpeg", "png"),
        most=1,
        private=True,
        blank=True,
        note="本人近期正面照片，上传前取得本人书面同意",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "大国工匠（劳模）基本信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = [
            "number",
            "name",
            "employer",
            "titles",
            "level",
            "speciality",
            "engaged_as",
            "engaged_until",
        ]
        filters = ["number", "name", "titles", "level", "company", "own_staff"]
        sections = {
            "本人": "number",
            "荣誉": "titles",
            "聘任": "engaged_as",
            "事迹": "deeds",
        }
        checks = [
            RequiredIf("teacher", "own_staff", equals=True),
            RequiredIf("engaged_from", "engaged_as"),
        ]
