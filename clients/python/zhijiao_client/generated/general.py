"""综合信息. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, Unpack

from zhijiao_client.records import RecordForm, SummaryForm
from zhijiao_client.transport import Transport


class SchoolProfile(TypedDict):
    """学校基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    school_code: str | None  # 学校标识码
    name: str | None  # 学校名称
    other_names: str | None  # 曾用名与其他校名
    english_name: str | None  # 学校英文名称
    school_type: str | None  # 办学类型
    nature: str | None  # 办学性质
    running_level: str | None  # 隶属层级
    runner: str | None  # 学校举办者
    authority: str | None  # 学校主管部门
    authority_name: str | None  # 主管部门名称
    founded: str | None  # 建校年月
    anniversary: str | None  # 校庆日
    evaluation: str | None  # 学校评估类型
    evaluation_basis: str | None  # 学校评估情况说明
    legal_status: bool | None  # 是否独立法人
    credit_code: str | None  # 统一社会信用代码
    legal_certificate: str | None  # 法人证书号
    legal_person: str | None  # 法定代表人姓名
    licence: str | None  # 办学许可证号
    licence_until: str | None  # 办学许可证有效期至
    principal: str | None  # 校长姓名
    principal_since: str | None  # 校长任职年月
    principal_phone: str | None  # 校长联系电话
    party_secretary: str | None  # 党组织负责人姓名
    contact: str | None  # 学校联系人姓名
    contact_phone: str | None  # 学校联系人电话
    region: str | None  # 行政区划
    urban_rural: str | None  # 所在地城乡类型
    address: str | None  # 学校地址
    postcode: str | None  # 学校邮政编码
    phone: str | None  # 学校联系电话
    fax: str | None  # 传真电话
    email: str | None  # 电子信箱
    website: str | None  # 主页地址
    campus_count: int | None  # 学校校区数
    approved_scale: int | None  # 核定办学规模
    approved_posts: int | None  # 核定教职工编制数
    has_boarding: bool | None  # 是否寄宿制学校
    is_minority: bool | None  # 是否民族学校
    founding: str | None  # 成立背景
    history: str | None  # 历史沿革


class SchoolProfileItems(TypedDict, total=False):
    """学校基本信息: what may be sent."""

    id: int | None
    version: int | None
    school_code: str | None  # 学校标识码
    name: str | None  # 学校名称
    other_names: str | None  # 曾用名与其他校名
    english_name: str | None  # 学校英文名称
    school_type: str | None  # 办学类型
    nature: str | None  # 办学性质
    running_level: str | None  # 隶属层级
    runner: str | None  # 学校举办者
    authority: str | None  # 学校主管部门
    authority_name: str | None  # 主管部门名称
    founded: str | None  # 建校年月
    anniversary: str | None  # 校庆日
    evaluation: str | None  # 学校评估类型
    evaluation_basis: str | None  # 学校评估情况说明
    legal_status: bool | None  # 是否独立法人
    credit_code: str | None  # 统一社会信用代码
    legal_certificate: str | None  # 法人证书号
    legal_person: str | None  # 法定代表人姓名
    licence: str | None  # 办学许可证号
    licence_until: str | None  # 办学许可证有效期至
    principal: str | None  # 校长姓名
    principal_since: str | None  # 校长任职年月
    principal_phone: str | None  # 校长联系电话
    party_secretary: str | None  # 党组织负责人姓名
    contact: str | None  # 学校联系人姓名
    contact_phone: str | None  # 学校联系人电话
    region: str | None  # 行政区划
    urban_rural: str | None  # 所在地城乡类型
    address: str | None  # 学校地址
    postcode: str | None  # 学校邮政编码
    phone: str | None  # 学校联系电话
    fax: str | None  # 传真电话
    email: str | None  # 电子信箱
    website: str | None  # 主页地址
    campus_count: int | None  # 学校校区数
    approved_scale: int | None  # 核定办学规模
    approved_posts: int | None  # 核定教职工编制数
    has_boarding: bool | None  # 是否寄宿制学校
    is_minority: bool | None  # 是否民族学校
    founding: str | None  # 成立背景
    history: str | None  # 历史沿革


class SchoolProfileQuery(TypedDict, total=False):
    """学校基本信息: what lists are narrowed by."""

    sort: str
    school_code: str  # 学校标识码
    name: str  # 学校名称
    other_names: str  # 曾用名与其他校名
    english_name: str  # 学校英文名称
    school_type: str  # 办学类型
    nature: str  # 办学性质
    running_level: str  # 隶属层级
    runner: str  # 学校举办者
    authority: str  # 学校主管部门
    authority_name: str  # 主管部门名称
    founded: str  # 建校年月
    anniversary: str  # 校庆日
    evaluation: str  # 学校评估类型
    evaluation_basis: str  # 学校评估情况说明
    legal_status: str  # 是否独立法人
    credit_code: str  # 统一社会信用代码
    legal_certificate: str  # 法人证书号
    legal_person: str  # 法定代表人姓名
    licence: str  # 办学许可证号
    licence_until: str  # 办学许可证有效期至
    principal: str  # 校长姓名
    principal_since: str  # 校长任职年月
    party_secretary: str  # 党组织负责人姓名
    contact: str  # 学校联系人姓名
    region: str  # 行政区划
    urban_rural: str  # 所在地城乡类型
    address: str  # 学校地址
    postcode: str  # 学校邮政编码
    phone: str  # 学校联系电话
    fax: str  # 传真电话
    email: str  # 电子信箱
    website: str  # 主页地址
    campus_count: str  # 学校校区数
    approved_scale: str  # 核定办学规模
    approved_posts: str  # 核定教职工编制数
    has_boarding: str  # 是否寄宿制学校
    is_minority: str  # 是否民族学校
    founding: str  # 成立背景
    history: str  # 历史沿革


class SchoolProfileForm(RecordForm[SchoolProfile, SchoolProfileItems]):
    """学校基本信息."""

    key = "school_profile"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SchoolProfileQuery]
    ) -> Iterator[SchoolProfile]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Campus(TypedDict):
    """校区信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    code: str | None  # 校区代码
    name: str | None  # 校区名称
    is_main: bool | None  # 是否主校区
    opened: str | None  # 启用年月
    head: str | None  # 校区负责人
    property_right: str | None  # 校区产权
    region: str | None  # 校区所在地行政区划
    urban_rural: str | None  # 所在地城乡类型
    address: str | None  # 校区地址
    postcode: str | None  # 校区邮政编码
    phone: str | None  # 校区联系电话
    fax: str | None  # 校区传真电话
    email: str | None  # 电子邮件
    site_area: str | float | None  # 校区面积
    building_area: str | float | None  # 校区建筑面积
    equipment_value: str | float | None  # 校区教学科研仪器设备总值
    fixed_assets: str | float | None  # 校区固定资产总值
    student_count: int | None  # 校区在校生数
    remarks: str | None  # 校区说明


class CampusItems(TypedDict, total=False):
    """校区信息: what may be sent."""

    id: int | None
    version: int | None
    code: str | None  # 校区代码
    name: str | None  # 校区名称
    is_main: bool | None  # 是否主校区
    opened: str | None  # 启用年月
    head: str | None  # 校区负责人
    property_right: str | None  # 校区产权
    region: str | None  # 校区所在地行政区划
    urban_rural: str | None  # 所在地城乡类型
    address: str | None  # 校区地址
    postcode: str | None  # 校区邮政编码
    phone: str | None  # 校区联系电话
    fax: str | None  # 校区传真电话
    email: str | None  # 电子邮件
    site_area: str | None  # 校区面积
    building_area: str | None  # 校区建筑面积
    equipment_value: str | None  # 校区教学科研仪器设备总值
    fixed_assets: str | None  # 校区固定资产总值
    student_count: int | None  # 校区在校生数
    remarks: str | None  # 校区说明


class CampusQuery(TypedDict, total=False):
    """校区信息: what lists are narrowed by."""

    sort: str
    code: str  # 校区代码
    name: str  # 校区名称
    is_main: str  # 是否主校区
    opened: str  # 启用年月
    head: str  # 校区负责人
    property_right: str  # 校区产权
    region: str  # 校区所在地行政区划
    urban_rural: str  # 所在地城乡类型
    address: str  # 校区地址
    postcode: str  # 校区邮政编码
    phone: str  # 校区联系电话
    fax: str  # 校区传真电话
    email: str  # 电子邮件
    site_area: str  # 校区面积
    building_area: str  # 校区建筑面积
    equipment_value: str  # 校区教学科研仪器设备总值
    fixed_assets: str  # 校区固定资产总值
    student_count: str  # 校区在校生数
    remarks: str  # 校区说明


class CampusForm(RecordForm[Campus, CampusItems]):
    """校区信息."""

    key = "campus"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[CampusQuery]
    ) -> Iterator[Campus]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Department(TypedDict):
    """校内机构: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 机构号
    name: str | None  # 机构名称
    english_name: str | None  # 机构英文名称
    short_name: str | None  # 机构简称
    kind: str | None  # 机构类别
    parent: str | None  # 隶属上级机构
    campus: str | None  # 隶属校区
    is_entity: bool | None  # 是否实体
    established: str | None  # 建立年月
    in_use: bool | None  # 是否有效
    abolished: str | None  # 失效年月
    head: str | None  # 机构负责人
    location: str | None  # 机构地址
    postcode: str | None  # 机构邮政编码
    phone: str | None  # 机构电话
    email: str | None  # 机构电子信箱
    duties: str | None  # 主要职责


class DepartmentItems(TypedDict, total=False):
    """校内机构: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 机构号
    name: str | None  # 机构名称
    english_name: str | None  # 机构英文名称
    short_name: str | None  # 机构简称
    kind: str | None  # 机构类别
    parent: str | None  # 隶属上级机构
    campus: str | None  # 隶属校区
    is_entity: bool | None  # 是否实体
    established: str | None  # 建立年月
    in_use: bool | None  # 是否有效
    abolished: str | None  # 失效年月
    head: str | None  # 机构负责人
    location: str | None  # 机构地址
    postcode: str | None  # 机构邮政编码
    phone: str | None  # 机构电话
    email: str | None  # 机构电子信箱
    duties: str | None  # 主要职责


class DepartmentQuery(TypedDict, total=False):
    """校内机构: what lists are narrowed by."""

    sort: str
    number: str  # 机构号
    name: str  # 机构名称
    english_name: str  # 机构英文名称
    short_name: str  # 机构简称
    kind: str  # 机构类别
    parent: str  # 隶属上级机构
    campus: str  # 隶属校区
    is_entity: str  # 是否实体
    established: str  # 建立年月
    in_use: str  # 是否有效
    abolished: str  # 失效年月
    head: str  # 机构负责人
    location: str  # 机构地址
    postcode: str  # 机构邮政编码
    phone: str  # 机构电话
    email: str  # 机构电子信箱
    duties: str  # 主要职责


class DepartmentForm(RecordForm[Department, DepartmentItems]):
    """校内机构."""

    key = "department"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[DepartmentQuery]
    ) -> Iterator[Department]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class OffCampusSite(TypedDict):
    """校外教学点信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 教学点编号
    name: str | None  # 教学点名称
    kind: str | None  # 教学点类别
    partner: str | None  # 承办单位
    region: str | None  # 所在地行政区划
    address: str | None  # 教学点地址
    approved: str | None  # 批准设立日期
    approval: str | None  # 批准文号
    agreed_until: str | None  # 合作协议终止日期
    closed: bool | None  # 是否已撤销
    closed_on: str | None  # 撤销日期
    head: str | None  # 本校负责教师
    phone: str | None  # 负责人电话
    majors: str | None  # 开设专业
    classes: int | None  # 在点班级数
    students: int | None  # 在点学生数
    boarders: int | None  # 其中住宿生数
    sent_teachers: int | None  # 本校派驻教师数
    local_teachers: int | None  # 教学点聘任教师数
    site_area: str | float | None  # 可用校舍建筑面积
    remarks: str | None  # 备注


class OffCampusSiteItems(TypedDict, total=False):
    """校外教学点信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 教学点编号
    name: str | None  # 教学点名称
    kind: str | None  # 教学点类别
    partner: str | None  # 承办单位
    region: str | None  # 所在地行政区划
    address: str | None  # 教学点地址
    approved: str | None  # 批准设立日期
    approval: str | None  # 批准文号
    agreed_until: str | None  # 合作协议终止日期
    closed: bool | None  # 是否已撤销
    closed_on: str | None  # 撤销日期
    head: str | None  # 本校负责教师
    phone: str | None  # 负责人电话
    majors: str | None  # 开设专业
    classes: int | None  # 在点班级数
    students: int | None  # 在点学生数
    boarders: int | None  # 其中住宿生数
    sent_teachers: int | None  # 本校派驻教师数
    local_teachers: int | None  # 教学点聘任教师数
    site_area: str | None  # 可用校舍建筑面积
    remarks: str | None  # 备注


class OffCampusSiteQuery(TypedDict, total=False):
    """校外教学点信息: what lists are narrowed by."""

    sort: str
    number: str  # 教学点编号
    name: str  # 教学点名称
    kind: str  # 教学点类别
    partner: str  # 承办单位
    region: str  # 所在地行政区划
    address: str  # 教学点地址
    approved: str  # 批准设立日期
    approval: str  # 批准文号
    agreed_until: str  # 合作协议终止日期
    closed: str  # 是否已撤销
    closed_on: str  # 撤销日期
    head: str  # 本校负责教师
    majors: str  # 开设专业
    classes: str  # 在点班级数
    students: str  # 在点学生数
    boarders: str  # 其中住宿生数
    sent_teachers: str  # 本校派驻教师数
    local_teachers: str  # 教学点聘任教师数
    site_area: str  # 可用校舍建筑面积
    remarks: str  # 备注


class OffCampusSiteForm(RecordForm[OffCampusSite, OffCampusSiteItems]):
    """校外教学点信息."""

    key = "off_campus_site"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[OffCampusSiteQuery]
    ) -> Iterator[OffCampusSite]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Teacher(TypedDict):
    """教师基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 工号
    name: str | None  # 姓名
    english_name: str | None  # 英文姓名
    pinyin: str | None  # 姓名拼音
    outside: bool | None  # 是否校外兼职
    sex: str | None  # 性别
    former_name: str | None  # 曾用名
    birth: str | None  # 出生日期
    birthplace: str | None  # 出生地
    native_place: str | None  # 籍贯
    ethnic_group: str | None  # 民族
    nationality: str | None  # 国籍/地区
    overseas_status: str | None  # 港澳台侨外
    id_type: str | None  # 身份证件类型
    id_number: str | None  # 身份证件号
    id_expires: str | None  # 身份证件有效期至
    marital_status: str | None  # 婚姻状况
    health: str | None  # 健康状况
    political_status: str | None  # 政治面貌
    party_joined: str | None  # 参加党派日期
    putonghua: str | None  # 普通话水平
    hukou_region: str | None  # 户口所在地
    hukou_type: str | None  # 户口类别
    address: str | None  # 当前住址
    postcode: str | None  # 当前住址邮政编码
    education_level: str | None  # 最高学历
    graduated_from: str | None  # 最高学历毕业院校
    graduated: str | None  # 最高学历毕业年月
    studied: str | None  # 最高学历所学专业
    degree: str | None  # 最高学位
    first_education: str | None  # 第一学历
    normal_graduate: bool | None  # 是否师范类专业毕业
    department: str | None  # 所属机构
    major: str | None  # 所在专业
    status: str | None  # 当前状态
    photo: str | None  # 照片
    remarks: str | None  # 备注


class TeacherItems(TypedDict, total=False):
    """教师基本信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 工号
    name: str | None  # 姓名
    english_name: str | None  # 英文姓名
    pinyin: str | None  # 姓名拼音
    outside: bool | None  # 是否校外兼职
    sex: str | None  # 性别
    former_name: str | None  # 曾用名
    birth: str | None  # 出生日期
    birthplace: str | None  # 出生地
    native_place: str | None  # 籍贯
    ethnic_group: str | None  # 民族
    nationality: str | None  # 国籍/地区
    overseas_status: str | None  # 港澳台侨外
    id_type: str | None  # 身份证件类型
    id_number: str | None  # 身份证件号
    id_expires: str | None  # 身份证件有效期至
    marital_status: str | None  # 婚姻状况
    health: str | None  # 健康状况
    political_status: str | None  # 政治面貌
    party_joined: str | None  # 参加党派日期
    putonghua: str | None  # 普通话水平
    hukou_region: str | None  # 户口所在地
    hukou_type: str | None  # 户口类别
    address: str | None  # 当前住址
    postcode: str | None  # 当前住址邮政编码
    education_level: str | None  # 最高学历
    graduated_from: str | None  # 最高学历毕业院校
    graduated: str | None  # 最高学历毕业年月
    studied: str | None  # 最高学历所学专业
    degree: str | None  # 最高学位
    first_education: str | None  # 第一学历
    normal_graduate: bool | None  # 是否师范类专业毕业
    remarks: str | None  # 备注


class TeacherQuery(TypedDict, total=False):
    """教师基本信息: what lists are narrowed by."""

    sort: str
    number: str  # 工号
    name: str  # 姓名
    english_name: str  # 英文姓名
    pinyin: str  # 姓名拼音
    outside: str  # 是否校外兼职
    sex: str  # 性别
    former_name: str  # 曾用名
    birth: str  # 出生日期
    birthplace: str  # 出生地
    native_place: str  # 籍贯
    ethnic_group: str  # 民族
    nationality: str  # 国籍/地区
    overseas_status: str  # 港澳台侨外
    id_type: str  # 身份证件类型
    id_expires: str  # 身份证件有效期至
    marital_status: str  # 婚姻状况
    health: str  # 健康状况
    political_status: str  # 政治面貌
    party_joined: str  # 参加党派日期
    putonghua: str  # 普通话水平
    hukou_region: str  # 户口所在地
    hukou_type: str  # 户口类别
    postcode: str  # 当前住址邮政编码
    education_level: str  # 最高学历
    graduated_from: str  # 最高学历毕业院校
    graduated: str  # 最高学历毕业年月
    studied: str  # 最高学历所学专业
    degree: str  # 最高学位
    first_education: str  # 第一学历
    normal_graduate: str  # 是否师范类专业毕业
    department: str  # 所属机构
    major: str  # 所在专业
    status: str  # 当前状态
    remarks: str  # 备注


class TeacherForm(RecordForm[Teacher, TeacherItems]):
    """教师基本信息."""

    key = "teacher"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherQuery]
    ) -> Iterator[Teacher]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherContact(TypedDict):
    """教师联系方式: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    mobile: str | None  # 移动电话
    second_mobile: str | None  # 备用移动电话
    office_phone: str | None  # 办公电话
    office: str | None  # 办公地点
    email: str | None  # 电子信箱
    instant_messaging: str | None  # 即时通讯号
    website: str | None  # 网络地址
    postal_address: str | None  # 通信地址
    postcode: str | None  # 邮政编码
    emergency_name: str | None  # 紧急联系人姓名
    emergency_relation: str | None  # 紧急联系人与本人关系
    emergency_phone: str | None  # 紧急联系人电话


class TeacherContactItems(TypedDict, total=False):
    """教师联系方式: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    mobile: str | None  # 移动电话
    second_mobile: str | None  # 备用移动电话
    office_phone: str | None  # 办公电话
    office: str | None  # 办公地点
    email: str | None  # 电子信箱
    instant_messaging: str | None  # 即时通讯号
    website: str | None  # 网络地址
    postal_address: str | None  # 通信地址
    postcode: str | None  # 邮政编码
    emergency_name: str | None  # 紧急联系人姓名
    emergency_relation: str | None  # 紧急联系人与本人关系
    emergency_phone: str | None  # 紧急联系人电话


class TeacherContactQuery(TypedDict, total=False):
    """教师联系方式: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    office_phone: str  # 办公电话
    office: str  # 办公地点
    website: str  # 网络地址
    postcode: str  # 邮政编码
    emergency_relation: str  # 紧急联系人与本人关系


class TeacherContactForm(RecordForm[TeacherContact, TeacherContactItems]):
    """教师联系方式."""

    key = "teacher_contact"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherContactQuery]
    ) -> Iterator[TeacherContact]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherRecognition(TypedDict):
    """教师认定: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    kind: str | None  # 认定类别
    double_level: str | None  # 双师型教师级别
    outcome: str | None  # 认定结果
    authority: str | None  # 认定单位
    authority_level: str | None  # 认定单位级别
    recognised: str | None  # 认定日期
    document: str | None  # 认定文号
    certificate: str | None  # 认定证书编号
    expires: str | None  # 有效期至
    speciality: str | None  # 认定专业
    qualification: str | None  # 依据的职业资格或技能等级证书
    qualification_number: str | None  # 依据的证书编号
    title: str | None  # 依据的专业技术职务
    title_granted: str | None  # 依据的职务取得日期
    industry_months: int | None  # 近五年企业实践累计月数
    current: bool | None  # 是否有效
    remarks: str | None  # 备注


class TeacherRecognitionItems(TypedDict, total=False):
    """教师认定: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    kind: str | None  # 认定类别
    double_level: str | None  # 双师型教师级别
    outcome: str | None  # 认定结果
    authority: str | None  # 认定单位
    authority_level: str | None  # 认定单位级别
    recognised: str | None  # 认定日期
    document: str | None  # 认定文号
    certificate: str | None  # 认定证书编号
    expires: str | None  # 有效期至
    speciality: str | None  # 认定专业
    qualification: str | None  # 依据的职业资格或技能等级证书
    qualification_number: str | None  # 依据的证书编号
    title: str | None  # 依据的专业技术职务
    title_granted: str | None  # 依据的职务取得日期
    industry_months: int | None  # 近五年企业实践累计月数
    current: bool | None  # 是否有效
    remarks: str | None  # 备注


class TeacherRecognitionQuery(TypedDict, total=False):
    """教师认定: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    kind: str  # 认定类别
    double_level: str  # 双师型教师级别
    outcome: str  # 认定结果
    authority: str  # 认定单位
    authority_level: str  # 认定单位级别
    recognised: str  # 认定日期
    document: str  # 认定文号
    certificate: str  # 认定证书编号
    expires: str  # 有效期至
    speciality: str  # 认定专业
    qualification: str  # 依据的职业资格或技能等级证书
    title: str  # 依据的专业技术职务
    title_granted: str  # 依据的职务取得日期
    industry_months: str  # 近五年企业实践累计月数
    current: str  # 是否有效
    remarks: str  # 备注


class TeacherRecognitionForm(RecordForm[TeacherRecognition, TeacherRecognitionItems]):
    """教师认定."""

    key = "teacher_recognition"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherRecognitionQuery]
    ) -> Iterator[TeacherRecognition]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherEmployment(TypedDict):
    """教师工作信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    sex: str | None  # 性别
    department: str | None  # 所属机构
    category: str | None  # 教职工类别
    staffing: str | None  # 编制类别
    on_establishment: bool | None  # 是否在编
    employment_form: str | None  # 用人形式
    contract_signed: bool | None  # 是否签订聘用合同
    contract_from: str | None  # 聘用合同起始日期
    contract_until: str | None  # 聘用合同终止日期
    source: str | None  # 教职工来源
    status: str | None  # 当前状态
    left: str | None  # 离校年月
    away_since: str | None  # 离岗年月
    started_work: str | None  # 参加工作年月
    began_teaching: str | None  # 从教年月
    joined_school: str | None  # 来校年月
    industry_years: str | float | None  # 企业工作年限
    job_title: str | None  # 校内职务名称
    post_since: str | None  # 现岗位起始年月
    post_grade: str | None  # 专业技术岗位等级
    post: str | None  # 任教岗位类别
    major: str | None  # 所在专业
    subject: str | None  # 主要任教课程
    weekly_hours: str | float | None  # 周课时
    duties: list[str] | None  # 承担工作
    head_teacher_kind: str | None  # 班主任类型
    is_major_leader: bool | None  # 是否专业带头人
    is_backbone: bool | None  # 是否骨干教师
    research: str | None  # 主要研究方向
    is_double_qualified: bool | None  # 是否双师型教师
    double_level: str | None  # 双师型教师级别
    double_since: str | None  # 双师型教师认定日期
    double_evidence: str | None  # 双师型教师认定依据
    is_part_time: bool | None  # 是否兼职教师
    employer: str | None  # 全职工作单位
    part_time_post: str | None  # 兼职岗位
    remarks: str | None  # 备注


class TeacherEmploymentItems(TypedDict, total=False):
    """教师工作信息: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    category: str | None  # 教职工类别
    staffing: str | None  # 编制类别
    on_establishment: bool | None  # 是否在编
    employment_form: str | None  # 用人形式
    contract_signed: bool | None  # 是否签订聘用合同
    contract_from: str | None  # 聘用合同起始日期
    contract_until: str | None  # 聘用合同终止日期
    source: str | None  # 教职工来源
    status: str | None  # 当前状态
    left: str | None  # 离校年月
    away_since: str | None  # 离岗年月
    started_work: str | None  # 参加工作年月
    began_teaching: str | None  # 从教年月
    joined_school: str | None  # 来校年月
    industry_years: str | None  # 企业工作年限
    job_title: str | None  # 校内职务名称
    post_since: str | None  # 现岗位起始年月
    post_grade: str | None  # 专业技术岗位等级
    post: str | None  # 任教岗位类别
    major: str | None  # 所在专业
    subject: str | None  # 主要任教课程
    weekly_hours: str | None  # 周课时
    duties: list[str] | None  # 承担工作
    head_teacher_kind: str | None  # 班主任类型
    is_major_leader: bool | None  # 是否专业带头人
    is_backbone: bool | None  # 是否骨干教师
    research: str | None  # 主要研究方向
    is_double_qualified: bool | None  # 是否双师型教师
    double_level: str | None  # 双师型教师级别
    double_since: str | None  # 双师型教师认定日期
    double_evidence: str | None  # 双师型教师认定依据
    is_part_time: bool | None  # 是否兼职教师
    employer: str | None  # 全职工作单位
    part_time_post: str | None  # 兼职岗位
    remarks: str | None  # 备注


class TeacherEmploymentQuery(TypedDict, total=False):
    """教师工作信息: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    sex: str  # 性别
    department: str  # 所属机构
    category: str  # 教职工类别
    staffing: str  # 编制类别
    on_establishment: str  # 是否在编
    employment_form: str  # 用人形式
    contract_signed: str  # 是否签订聘用合同
    contract_from: str  # 聘用合同起始日期
    contract_until: str  # 聘用合同终止日期
    source: str  # 教职工来源
    status: str  # 当前状态
    left: str  # 离校年月
    away_since: str  # 离岗年月
    started_work: str  # 参加工作年月
    began_teaching: str  # 从教年月
    joined_school: str  # 来校年月
    industry_years: str  # 企业工作年限
    job_title: str  # 校内职务名称
    post_since: str  # 现岗位起始年月
    post_grade: str  # 专业技术岗位等级
    post: str  # 任教岗位类别
    major: str  # 所在专业
    subject: str  # 主要任教课程
    weekly_hours: str  # 周课时
    duties: str  # 承担工作
    head_teacher_kind: str  # 班主任类型
    is_major_leader: str  # 是否专业带头人
    is_backbone: str  # 是否骨干教师
    research: str  # 主要研究方向
    is_double_qualified: str  # 是否双师型教师
    double_level: str  # 双师型教师级别
    double_since: str  # 双师型教师认定日期
    double_evidence: str  # 双师型教师认定依据
    is_part_time: str  # 是否兼职教师
    employer: str  # 全职工作单位
    part_time_post: str  # 兼职岗位
    remarks: str  # 备注


class TeacherEmploymentForm(RecordForm[TeacherEmployment, TeacherEmploymentItems]):
    """教师工作信息."""

    key = "teacher_employment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherEmploymentQuery]
    ) -> Iterator[TeacherEmployment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherQualification(TypedDict):
    """专业能力与资格证书: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    kind: str | None  # 证书类别
    name: str | None  # 证书名称
    is_vocational: bool | None  # 是否是职业资格证书
    level: str | None  # 职业资格等级
    stage: str | None  # 教师资格种类
    subject: str | None  # 任教学科或职业方向
    number: str | None  # 证书编号
    issuer: str | None  # 证书颁发单位
    issued: str | None  # 证书颁发日期
    expires: str | None  # 有效期至
    verified: bool | None  # 是否已核验
    relevant: bool | None  # 是否与任教专业相关
    remarks: str | None  # 证书备注


class TeacherQualificationItems(TypedDict, total=False):
    """专业能力与资格证书: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    kind: str | None  # 证书类别
    name: str | None  # 证书名称
    is_vocational: bool | None  # 是否是职业资格证书
    level: str | None  # 职业资格等级
    stage: str | None  # 教师资格种类
    subject: str | None  # 任教学科或职业方向
    number: str | None  # 证书编号
    issuer: str | None  # 证书颁发单位
    issued: str | None  # 证书颁发日期
    expires: str | None  # 有效期至
    verified: bool | None  # 是否已核验
    relevant: bool | None  # 是否与任教专业相关
    remarks: str | None  # 证书备注


class TeacherQualificationQuery(TypedDict, total=False):
    """专业能力与资格证书: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    kind: str  # 证书类别
    name: str  # 证书名称
    is_vocational: str  # 是否是职业资格证书
    level: str  # 职业资格等级
    stage: str  # 教师资格种类
    subject: str  # 任教学科或职业方向
    issuer: str  # 证书颁发单位
    issued: str  # 证书颁发日期
    expires: str  # 有效期至
    verified: str  # 是否已核验
    relevant: str  # 是否与任教专业相关
    remarks: str  # 证书备注


class TeacherQualificationForm(RecordForm[TeacherQualification, TeacherQualificationItems]):
    """专业能力与资格证书."""

    key = "teacher_qualification"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherQualificationQuery]
    ) -> Iterator[TeacherQualification]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherTitle(TypedDict):
    """专业技术职务: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    title: str | None  # 任职资格名称
    series: str | None  # 职称系列
    level: str | None  # 职称级别
    granted: str | None  # 评定年月
    channel: str | None  # 取得资格途径
    reviewer: str | None  # 评审单位
    speciality: str | None  # 评审专业
    certificate: str | None  # 资格证书编号
    is_highest: bool | None  # 是否现任最高职务
    is_appointed: bool | None  # 是否聘任
    appointed_title: str | None  # 聘任职务
    employer: str | None  # 聘任单位
    appointed_from: str | None  # 聘任起始日期
    appointed_until: str | None  # 聘任终止日期
    post_grade: str | None  # 聘任岗位等级
    ended: str | None  # 解聘日期
    end_reason: str | None  # 解聘原因


class TeacherTitleItems(TypedDict, total=False):
    """专业技术职务: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    title: str | None  # 任职资格名称
    granted: str | None  # 评定年月
    channel: str | None  # 取得资格途径
    reviewer: str | None  # 评审单位
    speciality: str | None  # 评审专业
    certificate: str | None  # 资格证书编号
    is_highest: bool | None  # 是否现任最高职务
    is_appointed: bool | None  # 是否聘任
    appointed_title: str | None  # 聘任职务
    employer: str | None  # 聘任单位
    appointed_from: str | None  # 聘任起始日期
    appointed_until: str | None  # 聘任终止日期
    post_grade: str | None  # 聘任岗位等级
    ended: str | None  # 解聘日期
    end_reason: str | None  # 解聘原因


class TeacherTitleQuery(TypedDict, total=False):
    """专业技术职务: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    title: str  # 任职资格名称
    granted: str  # 评定年月
    channel: str  # 取得资格途径
    reviewer: str  # 评审单位
    speciality: str  # 评审专业
    certificate: str  # 资格证书编号
    is_highest: str  # 是否现任最高职务
    is_appointed: str  # 是否聘任
    appointed_title: str  # 聘任职务
    employer: str  # 聘任单位
    appointed_from: str  # 聘任起始日期
    appointed_until: str  # 聘任终止日期
    post_grade: str  # 聘任岗位等级
    ended: str  # 解聘日期
    end_reason: str  # 解聘原因


class TeacherTitleForm(RecordForm[TeacherTitle, TeacherTitleItems]):
    """专业技术职务."""

    key = "teacher_title"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherTitleQuery]
    ) -> Iterator[TeacherTitle]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherResearchProject(TypedDict):
    """教科研项目: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    number: str | None  # 项目编号
    name: str | None  # 项目名称
    kind: str | None  # 项目类型
    project_source: str | None  # 项目来源
    level: str | None  # 项目级别
    approver: str | None  # 立项单位
    special_number: str | None  # 专项编号
    leader: str | None  # 项目负责人
    role: str | None  # 本人角色
    place: int | None  # 本人排名
    members: int | None  # 项目组人数
    started: str | None  # 立项日期
    planned_end: str | None  # 计划完成日期
    status: str | None  # 执行状态
    ended: str | None  # 结题日期
    fund: str | float | None  # 项目经费
    fund_received: str | float | None  # 已到账经费
    fund_source: str | None  # 经费来源
    with_enterprise: bool | None  # 是否校企合作项目
    awarded: bool | None  # 成果是否获奖
    award_grade: str | None  # 获奖等级
    award_issuer: str | None  # 获奖颁发机构
    award_date: str | None  # 获奖日期
    award_people: str | None  # 获奖人员
    results: str | None  # 主要成果与应用


class TeacherResearchProjectItems(TypedDict, total=False):
    """教科研项目: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    number: str | None  # 项目编号
    name: str | None  # 项目名称
    kind: str | None  # 项目类型
    project_source: str | None  # 项目来源
    level: str | None  # 项目级别
    approver: str | None  # 立项单位
    special_number: str | None  # 专项编号
    leader: str | None  # 项目负责人
    role: str | None  # 本人角色
    place: int | None  # 本人排名
    members: int | None  # 项目组人数
    started: str | None  # 立项日期
    planned_end: str | None  # 计划完成日期
    status: str | None  # 执行状态
    ended: str | None  # 结题日期
    fund: str | None  # 项目经费
    fund_received: str | None  # 已到账经费
    fund_source: str | None  # 经费来源
    with_enterprise: bool | None  # 是否校企合作项目
    awarded: bool | None  # 成果是否获奖
    award_grade: str | None  # 获奖等级
    award_issuer: str | None  # 获奖颁发机构
    award_date: str | None  # 获奖日期
    award_people: str | None  # 获奖人员
    results: str | None  # 主要成果与应用


class TeacherResearchProjectQuery(TypedDict, total=False):
    """教科研项目: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    number: str  # 项目编号
    name: str  # 项目名称
    kind: str  # 项目类型
    project_source: str  # 项目来源
    level: str  # 项目级别
    approver: str  # 立项单位
    special_number: str  # 专项编号
    leader: str  # 项目负责人
    role: str  # 本人角色
    place: str  # 本人排名
    members: str  # 项目组人数
    started: str  # 立项日期
    planned_end: str  # 计划完成日期
    status: str  # 执行状态
    ended: str  # 结题日期
    fund: str  # 项目经费
    fund_received: str  # 已到账经费
    fund_source: str  # 经费来源
    with_enterprise: str  # 是否校企合作项目
    awarded: str  # 成果是否获奖
    award_grade: str  # 获奖等级
    award_issuer: str  # 获奖颁发机构
    award_date: str  # 获奖日期
    award_people: str  # 获奖人员
    results: str  # 主要成果与应用


class TeacherResearchProjectForm(RecordForm[TeacherResearchProject, TeacherResearchProjectItems]):
    """教科研项目."""

    key = "teacher_research_project"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherResearchProjectQuery]
    ) -> Iterator[TeacherResearchProject]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherPublication(TypedDict):
    """论著信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    kind: str | None  # 论著类别
    title: str | None  # 论著名称
    english_title: str | None  # 英文名称
    authors: str | None  # 作者
    author_count: int | None  # 署名人数
    place: int | None  # 署名次序
    role: str | None  # 本人角色
    school_signed: bool | None  # 是否署名本校
    published: str | None  # 发表或出版日期
    journal: str | None  # 刊物名称
    journal_level: str | None  # 刊物级别
    serial_number: str | None  # 刊号
    issue: str | None  # 卷期与页码
    publisher: str | None  # 出版社
    publisher_level: str | None  # 出版社级别
    isbn: str | None  # ISBN号
    planned_textbook: bool | None  # 是否国家或省级规划教材
    words: int | None  # 总字数
    own_words: int | None  # 本人完成字数
    indexed: str | None  # 收录或转载情况


class TeacherPublicationItems(TypedDict, total=False):
    """论著信息: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    kind: str | None  # 论著类别
    title: str | None  # 论著名称
    english_title: str | None  # 英文名称
    authors: str | None  # 作者
    author_count: int | None  # 署名人数
    place: int | None  # 署名次序
    role: str | None  # 本人角色
    school_signed: bool | None  # 是否署名本校
    published: str | None  # 发表或出版日期
    journal: str | None  # 刊物名称
    journal_level: str | None  # 刊物级别
    serial_number: str | None  # 刊号
    issue: str | None  # 卷期与页码
    publisher: str | None  # 出版社
    publisher_level: str | None  # 出版社级别
    isbn: str | None  # ISBN号
    planned_textbook: bool | None  # 是否国家或省级规划教材
    words: int | None  # 总字数
    own_words: int | None  # 本人完成字数
    indexed: str | None  # 收录或转载情况


class TeacherPublicationQuery(TypedDict, total=False):
    """论著信息: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    kind: str  # 论著类别
    title: str  # 论著名称
    english_title: str  # 英文名称
    authors: str  # 作者
    author_count: str  # 署名人数
    place: str  # 署名次序
    role: str  # 本人角色
    school_signed: str  # 是否署名本校
    published: str  # 发表或出版日期
    journal: str  # 刊物名称
    journal_level: str  # 刊物级别
    serial_number: str  # 刊号
    issue: str  # 卷期与页码
    publisher: str  # 出版社
    publisher_level: str  # 出版社级别
    isbn: str  # ISBN号
    planned_textbook: str  # 是否国家或省级规划教材
    words: str  # 总字数
    own_words: str  # 本人完成字数
    indexed: str  # 收录或转载情况


class TeacherPublicationForm(RecordForm[TeacherPublication, TeacherPublicationItems]):
    """论著信息."""

    key = "teacher_publication"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherPublicationQuery]
    ) -> Iterator[TeacherPublication]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherPatent(TypedDict):
    """专利成果: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    number: str | None  # 专利号
    name: str | None  # 专利名称
    kind: str | None  # 专利类型
    status: str | None  # 法律状态
    applied: str | None  # 申请日期
    granted: str | None  # 批准日期
    certificate: str | None  # 专利证书编号
    inventors: str | None  # 发明人
    inventor_count: int | None  # 发明人数
    place: int | None  # 本人排名
    owner: str | None  # 专利权人
    school_owned: bool | None  # 本校是否专利权人
    transferred: bool | None  # 是否转化应用
    transfer_income: str | float | None  # 转化金额
    description: str | None  # 简介


class TeacherPatentItems(TypedDict, total=False):
    """专利成果: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    number: str | None  # 专利号
    name: str | None  # 专利名称
    kind: str | None  # 专利类型
    status: str | None  # 法律状态
    applied: str | None  # 申请日期
    granted: str | None  # 批准日期
    certificate: str | None  # 专利证书编号
    inventors: str | None  # 发明人
    inventor_count: int | None  # 发明人数
    place: int | None  # 本人排名
    owner: str | None  # 专利权人
    school_owned: bool | None  # 本校是否专利权人
    transferred: bool | None  # 是否转化应用
    transfer_income: str | None  # 转化金额
    description: str | None  # 简介


class TeacherPatentQuery(TypedDict, total=False):
    """专利成果: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    number: str  # 专利号
    name: str  # 专利名称
    kind: str  # 专利类型
    status: str  # 法律状态
    applied: str  # 申请日期
    granted: str  # 批准日期
    certificate: str  # 专利证书编号
    inventors: str  # 发明人
    inventor_count: str  # 发明人数
    place: str  # 本人排名
    owner: str  # 专利权人
    school_owned: str  # 本校是否专利权人
    transferred: str  # 是否转化应用
    transfer_income: str  # 转化金额
    description: str  # 简介


class TeacherPatentForm(RecordForm[TeacherPatent, TeacherPatentItems]):
    """专利成果."""

    key = "teacher_patent"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherPatentQuery]
    ) -> Iterator[TeacherPatent]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherTeaching(TypedDict):
    """教师教学: a record as it is read."""

    term: str | None  # 学期
    number: str | None  # 工号
    name: str | None  # 教师姓名
    courses: int | None  # 任教课程门数
    course_names: str | None  # 任教课程
    classes: int | None  # 任教班级数
    theory_hours: int | None  # 理论总学时
    practice_hours: int | None  # 实践总学时
    students: int | None  # 学生总数
    credits: int | None  # 总学分数
    origins: list[dict[str, Any]]


class TeacherTeachingQuery(TypedDict, total=False):
    """教师教学: what can be asked for."""

    school: int
    year: int


class TeacherTeachingForm(SummaryForm[TeacherTeaching]):
    """教师教学."""

    key = "teacher_teaching"

    def rows(self, **asked: Unpack[TeacherTeachingQuery]) -> list[TeacherTeaching]:
        """All rows."""
        return self._rows(asked)


class TeacherTraining(TypedDict):
    """培训学习: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    name: str | None  # 进修班名称
    programme: str | None  # 培训项目类别
    nature: str | None  # 进修性质
    mode: str | None  # 学习方式
    started: str | None  # 学习起始日期
    ended: str | None  # 学习终止日期
    hours: int | None  # 总学时
    content: str | None  # 学习内容
    organiser: str | None  # 主办单位
    organiser_nature: str | None  # 主办单位性质
    place: str | None  # 在学单位
    place_kind: str | None  # 在学单位类别
    result: str | None  # 进修结果
    certificate: str | None  # 结业证书编号
    fund: str | None  # 经费来源
    cost: str | float | None  # 学校支出费用
    for_double: bool | None  # 是否计入双师型教师培训
    country: str | None  # 出国（境）国别
    approval: str | None  # 出国（境）审批文号
    approver: str | None  # 出国（境）审批单位


class TeacherTrainingItems(TypedDict, total=False):
    """培训学习: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    name: str | None  # 进修班名称
    programme: str | None  # 培训项目类别
    nature: str | None  # 进修性质
    mode: str | None  # 学习方式
    started: str | None  # 学习起始日期
    ended: str | None  # 学习终止日期
    hours: int | None  # 总学时
    content: str | None  # 学习内容
    organiser: str | None  # 主办单位
    organiser_nature: str | None  # 主办单位性质
    place: str | None  # 在学单位
    place_kind: str | None  # 在学单位类别
    result: str | None  # 进修结果
    certificate: str | None  # 结业证书编号
    fund: str | None  # 经费来源
    cost: str | None  # 学校支出费用
    for_double: bool | None  # 是否计入双师型教师培训
    country: str | None  # 出国（境）国别
    approval: str | None  # 出国（境）审批文号
    approver: str | None  # 出国（境）审批单位


class TeacherTrainingQuery(TypedDict, total=False):
    """培训学习: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    name: str  # 进修班名称
    programme: str  # 培训项目类别
    nature: str  # 进修性质
    mode: str  # 学习方式
    started: str  # 学习起始日期
    ended: str  # 学习终止日期
    hours: str  # 总学时
    content: str  # 学习内容
    organiser: str  # 主办单位
    organiser_nature: str  # 主办单位性质
    place: str  # 在学单位
    place_kind: str  # 在学单位类别
    result: str  # 进修结果
    certificate: str  # 结业证书编号
    fund: str  # 经费来源
    cost: str  # 学校支出费用
    for_double: str  # 是否计入双师型教师培训
    country: str  # 出国（境）国别
    approval: str  # 出国（境）审批文号
    approver: str  # 出国（境）审批单位


class TeacherTrainingForm(RecordForm[TeacherTraining, TeacherTrainingItems]):
    """培训学习."""

    key = "teacher_training"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherTrainingQuery]
    ) -> Iterator[TeacherTraining]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherPractice(TypedDict):
    """教师实践: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    major: str | None  # 所在专业
    company: str | None  # 实践单位
    credit_code: str | None  # 实践单位统一社会信用代码
    nature: str | None  # 单位性质
    industry: str | None  # 所属行业
    region: str | None  # 单位所在地
    manner: str | None  # 实践形式
    contents: list[str] | None  # 实践内容
    post: str | None  # 实践岗位
    started: str | None  # 实践起始日期
    ended: str | None  # 实践终止日期
    days: int | None  # 实际实践天数
    weekly_hours: str | float | None  # 平均每周实践时数
    full_time: bool | None  # 是否脱产
    mentor: str | None  # 企业指导人
    agreement: bool | None  # 是否签订实践协议
    proof: bool | None  # 是否有实践证明
    result: str | None  # 考核结果
    cost: str | float | None  # 学校支出费用
    outcome: str | None  # 实践成果


class TeacherPracticeItems(TypedDict, total=False):
    """教师实践: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    company: str | None  # 实践单位
    credit_code: str | None  # 实践单位统一社会信用代码
    nature: str | None  # 单位性质
    industry: str | None  # 所属行业
    region: str | None  # 单位所在地
    manner: str | None  # 实践形式
    contents: list[str] | None  # 实践内容
    post: str | None  # 实践岗位
    started: str | None  # 实践起始日期
    ended: str | None  # 实践终止日期
    days: int | None  # 实际实践天数
    weekly_hours: str | None  # 平均每周实践时数
    full_time: bool | None  # 是否脱产
    mentor: str | None  # 企业指导人
    agreement: bool | None  # 是否签订实践协议
    proof: bool | None  # 是否有实践证明
    result: str | None  # 考核结果
    cost: str | None  # 学校支出费用
    outcome: str | None  # 实践成果


class TeacherPracticeQuery(TypedDict, total=False):
    """教师实践: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    major: str  # 所在专业
    company: str  # 实践单位
    credit_code: str  # 实践单位统一社会信用代码
    nature: str  # 单位性质
    industry: str  # 所属行业
    region: str  # 单位所在地
    manner: str  # 实践形式
    contents: str  # 实践内容
    post: str  # 实践岗位
    started: str  # 实践起始日期
    ended: str  # 实践终止日期
    days: str  # 实际实践天数
    weekly_hours: str  # 平均每周实践时数
    full_time: str  # 是否脱产
    mentor: str  # 企业指导人
    agreement: str  # 是否签订实践协议
    proof: str  # 是否有实践证明
    result: str  # 考核结果
    cost: str  # 学校支出费用
    outcome: str  # 实践成果


class TeacherPracticeForm(RecordForm[TeacherPractice, TeacherPracticeItems]):
    """教师实践."""

    key = "teacher_practice"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherPracticeQuery]
    ) -> Iterator[TeacherPractice]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherSocialPost(TypedDict):
    """社会兼职: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    kind: str | None  # 兼职类别
    organisation: str | None  # 兼职单位
    post: str | None  # 兼任职务
    public_office: str | None  # 社会兼职名称
    society_level: str | None  # 学术团体级别
    superior: str | None  # 隶属或主管单位
    started: str | None  # 兼职起始日期
    ended: str | None  # 兼职终止日期
    current: bool | None  # 是否在任
    end_reason: str | None  # 辞去职务原因
    approved: bool | None  # 是否经学校批准
    paid: bool | None  # 是否领取报酬
    duties: str | None  # 主要工作


class TeacherSocialPostItems(TypedDict, total=False):
    """社会兼职: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    kind: str | None  # 兼职类别
    organisation: str | None  # 兼职单位
    post: str | None  # 兼任职务
    public_office: str | None  # 社会兼职名称
    society_level: str | None  # 学术团体级别
    superior: str | None  # 隶属或主管单位
    started: str | None  # 兼职起始日期
    ended: str | None  # 兼职终止日期
    current: bool | None  # 是否在任
    end_reason: str | None  # 辞去职务原因
    approved: bool | None  # 是否经学校批准
    paid: bool | None  # 是否领取报酬
    duties: str | None  # 主要工作


class TeacherSocialPostQuery(TypedDict, total=False):
    """社会兼职: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    kind: str  # 兼职类别
    organisation: str  # 兼职单位
    post: str  # 兼任职务
    public_office: str  # 社会兼职名称
    society_level: str  # 学术团体级别
    superior: str  # 隶属或主管单位
    started: str  # 兼职起始日期
    ended: str  # 兼职终止日期
    current: str  # 是否在任
    end_reason: str  # 辞去职务原因
    approved: str  # 是否经学校批准
    paid: str  # 是否领取报酬
    duties: str  # 主要工作


class TeacherSocialPostForm(RecordForm[TeacherSocialPost, TeacherSocialPostItems]):
    """社会兼职."""

    key = "teacher_social_post"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherSocialPostQuery]
    ) -> Iterator[TeacherSocialPost]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TeacherHonour(TypedDict):
    """教师获奖与荣誉: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    teacher: str | None  # 教师
    department: str | None  # 所属机构
    name: str | None  # 奖励名称
    work: str | None  # 获奖项目
    kind: str | None  # 获奖类别
    level: str | None  # 奖励级别
    grade: str | None  # 奖励等级
    manner: str | None  # 奖励方式
    honour: str | None  # 荣誉称号
    subject: str | None  # 获奖类型
    role: str | None  # 获奖角色
    place: int | None  # 本人排名
    issuer: str | None  # 颁奖单位
    awarded: str | None  # 获奖日期
    document: str | None  # 表彰文号
    certificate: str | None  # 证书编号
    certificate_scan: list[dict[str, Any]] | None  # 证书扫描件
    guided_students: bool | None  # 是否指导学生获奖
    amount: str | float | None  # 奖金金额
    reason: str | None  # 获奖原因


class TeacherHonourItems(TypedDict, total=False):
    """教师获奖与荣誉: what may be sent."""

    id: int | None
    version: int | None
    teacher: str | None  # 教师
    name: str | None  # 奖励名称
    work: str | None  # 获奖项目
    kind: str | None  # 获奖类别
    level: str | None  # 奖励级别
    grade: str | None  # 奖励等级
    manner: str | None  # 奖励方式
    honour: str | None  # 荣誉称号
    subject: str | None  # 获奖类型
    role: str | None  # 获奖角色
    place: int | None  # 本人排名
    issuer: str | None  # 颁奖单位
    awarded: str | None  # 获奖日期
    document: str | None  # 表彰文号
    certificate: str | None  # 证书编号
    guided_students: bool | None  # 是否指导学生获奖
    amount: str | None  # 奖金金额
    reason: str | None  # 获奖原因


class TeacherHonourQuery(TypedDict, total=False):
    """教师获奖与荣誉: what lists are narrowed by."""

    sort: str
    teacher: str  # 教师
    department: str  # 所属机构
    name: str  # 奖励名称
    work: str  # 获奖项目
    kind: str  # 获奖类别
    level: str  # 奖励级别
    grade: str  # 奖励等级
    manner: str  # 奖励方式
    honour: str  # 荣誉称号
    subject: str  # 获奖类型
    role: str  # 获奖角色
    place: str  # 本人排名
    issuer: str  # 颁奖单位
    awarded: str  # 获奖日期
    document: str  # 表彰文号
    certificate: str  # 证书编号
    certificate_scan: str  # 证书扫描件
    guided_students: str  # 是否指导学生获奖
    amount: str  # 奖金金额
    reason: str  # 获奖原因


class TeacherHonourForm(RecordForm[TeacherHonour, TeacherHonourItems]):
    """教师获奖与荣誉."""

    key = "teacher_honour"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TeacherHonourQuery]
    ) -> Iterator[TeacherHonour]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Student(TypedDict):
    """学生基本信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 学号
    name: str | None  # 姓名
    english_name: str | None  # 英文姓名
    pinyin: str | None  # 姓名拼音
    sex: str | None  # 性别
    former_name: str | None  # 曾用名
    birth: str | None  # 出生日期
    birthplace: str | None  # 出生地
    native_place: str | None  # 籍贯
    ethnic_group: str | None  # 民族
    nationality: str | None  # 国籍/地区
    overseas_status: str | None  # 港澳台侨外
    id_type: str | None  # 身份证件类型
    id_number: str | None  # 身份证件号
    id_expires: str | None  # 身份证件有效期至
    political_status: str | None  # 政治面貌
    marital_status: str | None  # 婚姻状况
    health: str | None  # 健康状况
    talent: str | None  # 特长
    hukou_region: str | None  # 户口所在地
    hukou_address: str | None  # 户籍地址
    hukou_type: str | None  # 户口类别
    hukou_nature: str | None  # 户籍性质
    police_station: str | None  # 所属派出所
    residence_kind: str | None  # 学生居住地类型
    is_floating: bool | None  # 是否流动人口
    phone: str | None  # 学生联系电话
    train_route: str | None  # 乘火车区间
    email: str | None  # 电子信箱
    photo: str | None  # 照片
    school_class: str | None  # 所在班级
    status: str | None  # 当前状态


class StudentItems(TypedDict, total=False):
    """学生基本信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 学号
    name: str | None  # 姓名
    english_name: str | None  # 英文姓名
    pinyin: str | None  # 姓名拼音
    sex: str | None  # 性别
    former_name: str | None  # 曾用名
    birth: str | None  # 出生日期
    birthplace: str | None  # 出生地
    native_place: str | None  # 籍贯
    ethnic_group: str | None  # 民族
    nationality: str | None  # 国籍/地区
    overseas_status: str | None  # 港澳台侨外
    id_type: str | None  # 身份证件类型
    id_number: str | None  # 身份证件号
    id_expires: str | None  # 身份证件有效期至
    political_status: str | None  # 政治面貌
    marital_status: str | None  # 婚姻状况
    health: str | None  # 健康状况
    talent: str | None  # 特长
    hukou_region: str | None  # 户口所在地
    hukou_address: str | None  # 户籍地址
    hukou_type: str | None  # 户口类别
    hukou_nature: str | None  # 户籍性质
    police_station: str | None  # 所属派出所
    residence_kind: str | None  # 学生居住地类型
    is_floating: bool | None  # 是否流动人口
    phone: str | None  # 学生联系电话
    train_route: str | None  # 乘火车区间
    email: str | None  # 电子信箱


class StudentQuery(TypedDict, total=False):
    """学生基本信息: what lists are narrowed by."""

    sort: str
    number: str  # 学号
    name: str  # 姓名
    english_name: str  # 英文姓名
    pinyin: str  # 姓名拼音
    sex: str  # 性别
    former_name: str  # 曾用名
    birth: str  # 出生日期
    birthplace: str  # 出生地
    native_place: str  # 籍贯
    ethnic_group: str  # 民族
    nationality: str  # 国籍/地区
    overseas_status: str  # 港澳台侨外
    id_type: str  # 身份证件类型
    id_expires: str  # 身份证件有效期至
    political_status: str  # 政治面貌
    marital_status: str  # 婚姻状况
    talent: str  # 特长
    hukou_region: str  # 户口所在地
    hukou_type: str  # 户口类别
    hukou_nature: str  # 户籍性质
    police_station: str  # 所属派出所
    residence_kind: str  # 学生居住地类型
    is_floating: str  # 是否流动人口
    train_route: str  # 乘火车区间
    school_class: str  # 所在班级
    status: str  # 当前状态


class StudentForm(RecordForm[Student, StudentItems]):
    """学生基本信息."""

    key = "student"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentQuery]
    ) -> Iterator[Student]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentAttributes(TypedDict):
    """学生基本属性: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    home_address: str | None  # 家庭住址
    home_postcode: str | None  # 家庭邮政编码
    home_phone: str | None  # 家庭电话
    guardian: str | None  # 监护人姓名
    guardian_relation: str | None  # 监护人与学生关系
    guardian_phone: str | None  # 监护人电话
    guardian_employer: str | None  # 监护人工作单位
    second_guardian: str | None  # 第二联系人姓名
    second_relation: str | None  # 第二联系人与学生关系
    second_phone: str | None  # 第二联系人电话
    household_size: int | None  # 家庭人口
    labour_force: int | None  # 劳动力人口
    income_source: str | None  # 家庭主要收入来源
    annual_income: str | float | None  # 家庭年收入
    only_child: bool | None  # 是否独生子女
    care: str | None  # 关爱对象类别
    disability: str | None  # 残疾类别
    disability_card: str | None  # 残疾人证号
    nearest_station: str | None  # 离家最近火车站
    remarks: str | None  # 备注
    hardship: str | None  # 困难程度
    hardship_reason: str | None  # 困难原因
    minimum_income: bool | None  # 是否享受低保
    out_of_poverty: bool | None  # 是否脱贫家庭学生


class StudentAttributesItems(TypedDict, total=False):
    """学生基本属性: what may be sent."""

    id: int | None
    version: int | None
    student: str | None  # 学生
    home_address: str | None  # 家庭住址
    home_postcode: str | None  # 家庭邮政编码
    home_phone: str | None  # 家庭电话
    guardian: str | None  # 监护人姓名
    guardian_relation: str | None  # 监护人与学生关系
    guardian_phone: str | None  # 监护人电话
    guardian_employer: str | None  # 监护人工作单位
    second_guardian: str | None  # 第二联系人姓名
    second_relation: str | None  # 第二联系人与学生关系
    second_phone: str | None  # 第二联系人电话
    household_size: int | None  # 家庭人口
    labour_force: int | None  # 劳动力人口
    income_source: str | None  # 家庭主要收入来源
    annual_income: str | None  # 家庭年收入
    only_child: bool | None  # 是否独生子女
    care: str | None  # 关爱对象类别
    disability: str | None  # 残疾类别
    disability_card: str | None  # 残疾人证号
    nearest_station: str | None  # 离家最近火车站
    remarks: str | None  # 备注
    hardship: str | None  # 困难程度
    hardship_reason: str | None  # 困难原因
    minimum_income: bool | None  # 是否享受低保
    out_of_poverty: bool | None  # 是否脱贫家庭学生


class StudentAttributesQuery(TypedDict, total=False):
    """学生基本属性: what lists are narrowed by."""

    sort: str
    student: str  # 学生
    school_class: str  # 所在班级
    home_postcode: str  # 家庭邮政编码
    guardian_relation: str  # 监护人与学生关系
    guardian_employer: str  # 监护人工作单位
    second_relation: str  # 第二联系人与学生关系
    household_size: str  # 家庭人口
    labour_force: str  # 劳动力人口
    income_source: str  # 家庭主要收入来源
    only_child: str  # 是否独生子女
    nearest_station: str  # 离家最近火车站
    hardship: str  # 困难程度
    minimum_income: str  # 是否享受低保
    out_of_poverty: str  # 是否脱贫家庭学生


class StudentAttributesForm(RecordForm[StudentAttributes, StudentAttributesItems]):
    """学生基本属性."""

    key = "student_attributes"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentAttributesQuery]
    ) -> Iterator[StudentAttributes]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentEnrolment(TypedDict):
    """学生学籍信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    student: str | None  # 学生
    roll_number: str | None  # 学籍号
    provincial_number: str | None  # 省级学籍号
    school_class: str | None  # 所在班级
    major: str | None  # 所学专业
    grade: int | None  # 年级
    student_category: str | None  # 学生类别
    study_form: str | None  # 学习形式
    length: str | float | None  # 学制
    boarding: str | None  # 就读方式
    status: str | None  # 学生当前状态
    off_campus: bool | None  # 是否在校外教学点就读
    site: str | None  # 校外教学点
    admitted: str | None  # 入学年月
    target: str | None  # 招生对象
    origin: str | None  # 学生来源
    recruitment_mode: str | None  # 招生方式
    special_intake: str | None  # 专项招生类型
    entrance_mode: str | None  # 入学方式
    training_mode: str | None  # 分段培养方式
    joint_mode: str | None  # 联招合作类型
    joint_school: str | None  # 联招合作学校标识码
    joint_form: str | None  # 联招合作办学形式
    source_region: str | None  # 生源地行政区划
    former_school: str | None  # 毕业学校
    exam_number: str | None  # 准考证号
    candidate_number: str | None  # 考生号
    exam_score: str | float | None  # 入学总分
    registered: str | None  # 注册日期
    registration: str | None  # 注册状况
    expected: str | None  # 预计毕业年月
    left: str | None  # 离校年月
    certificate_issue: str | None  # 毕业证书发放情况
    certificate: str | None  # 毕业证书号
    remarks: str | None  # 备注


class StudentEnrolmentItems(TypedDict, total=False):
    """学生学籍信息: what may be sent."""

    id: int | None
    version: int | None
    student: str | None  # 学生
    roll_number: str | None  # 学籍号
    provincial_number: str | None  # 省级学籍号
    school_class: str | None  # 所在班级
    grade: int | None  # 年级
    student_category: str | None  # 学生类别
    study_form: str | None  # 学习形式
    length: str | None  # 学制
    boarding: str | None  # 就读方式
    status: str | None  # 学生当前状态
    off_campus: bool | None  # 是否在校外教学点就读
    site: str | None  # 校外教学点
    admitted: str | None  # 入学年月
    target: str | None  # 招生对象
    origin: str | None  # 学生来源
    recruitment_mode: str | None  # 招生方式
    special_intake: str | None  # 专项招生类型
    entrance_mode: str | None  # 入学方式
    training_mode: str | None  # 分段培养方式
    joint_mode: str | None  # 联招合作类型
    joint_school: str | None  # 联招合作学校标识码
    joint_form: str | None  # 联招合作办学形式
    source_region: str | None  # 生源地行政区划
    former_school: str | None  # 毕业学校
    exam_number: str | None  # 准考证号
    candidate_number: str | None  # 考生号
    exam_score: str | None  # 入学总分
    registered: str | None  # 注册日期
    registration: str | None  # 注册状况
    expected: str | None  # 预计毕业年月
    left: str | None  # 离校年月
    certificate_issue: str | None  # 毕业证书发放情况
    certificate: str | None  # 毕业证书号
    remarks: str | None  # 备注


class StudentEnrolmentQuery(TypedDict, total=False):
    """学生学籍信息: what lists are narrowed by."""

    sort: str
    student: str  # 学生
    school_class: str  # 所在班级
    major: str  # 所学专业
    grade: str  # 年级
    student_category: str  # 学生类别
    study_form: str  # 学习形式
    length: str  # 学制
    boarding: str  # 就读方式
    status: str  # 学生当前状态
    off_campus: str  # 是否在校外教学点就读
    site: str  # 校外教学点
    admitted: str  # 入学年月
    target: str  # 招生对象
    origin: str  # 学生来源
    recruitment_mode: str  # 招生方式
    special_intake: str  # 专项招生类型
    entrance_mode: str  # 入学方式
    training_mode: str  # 分段培养方式
    joint_mode: str  # 联招合作类型
    joint_school: str  # 联招合作学校标识码
    joint_form: str  # 联招合作办学形式
    source_region: str  # 生源地行政区划
    former_school: str  # 毕业学校
    exam_number: str  # 准考证号
    candidate_number: str  # 考生号
    exam_score: str  # 入学总分
    registered: str  # 注册日期
    registration: str  # 注册状况
    expected: str  # 预计毕业年月
    left: str  # 离校年月
    certificate_issue: str  # 毕业证书发放情况
    certificate: str  # 毕业证书号
    remarks: str  # 备注


class StudentEnrolmentForm(RecordForm[StudentEnrolment, StudentEnrolmentItems]):
    """学生学籍信息."""

    key = "student_enrolment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentEnrolmentQuery]
    ) -> Iterator[StudentEnrolment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentEnrolmentChange(TypedDict):
    """学籍异动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    enrolment: str | None  # 学生
    kind: str | None  # 异动类别
    date: str | None  # 异动日期
    reason: str | None  # 异动原因
    until: str | None  # 期满日期
    explanation: str | None  # 异动说明
    approved: str | None  # 审批日期
    approval: str | None  # 审批文号
    handler: str | None  # 经办人
    from_school: str | None  # 来源学校
    from_code: str | None  # 来源学校标识码
    to_school: str | None  # 去向学校
    to_code: str | None  # 去向学校标识码
    former_major: str | None  # 原专业
    former_class: str | None  # 原班级
    former_grade: int | None  # 原年级
    former_length: str | float | None  # 原学制
    major: str | None  # 现专业
    school_class: str | None  # 现班级
    grade: int | None  # 现年级
    length: str | float | None  # 现学制


class StudentEnrolmentChangeItems(TypedDict, total=False):
    """学籍异动: what may be sent."""

    id: int | None
    version: int | None
    enrolment: str | None  # 学生
    kind: str | None  # 异动类别
    date: str | None  # 异动日期
    reason: str | None  # 异动原因
    until: str | None  # 期满日期
    explanation: str | None  # 异动说明
    approved: str | None  # 审批日期
    approval: str | None  # 审批文号
    handler: str | None  # 经办人
    from_school: str | None  # 来源学校
    from_code: str | None  # 来源学校标识码
    to_school: str | None  # 去向学校
    to_code: str | None  # 去向学校标识码
    former_major: str | None  # 原专业
    former_class: str | None  # 原班级
    former_grade: int | None  # 原年级
    former_length: str | None  # 原学制
    major: str | None  # 现专业
    school_class: str | None  # 现班级
    grade: int | None  # 现年级
    length: str | None  # 现学制


class StudentEnrolmentChangeQuery(TypedDict, total=False):
    """学籍异动: what lists are narrowed by."""

    sort: str
    enrolment: str  # 学生
    kind: str  # 异动类别
    date: str  # 异动日期
    reason: str  # 异动原因
    until: str  # 期满日期
    explanation: str  # 异动说明
    approved: str  # 审批日期
    approval: str  # 审批文号
    handler: str  # 经办人
    from_school: str  # 来源学校
    from_code: str  # 来源学校标识码
    to_school: str  # 去向学校
    to_code: str  # 去向学校标识码
    former_major: str  # 原专业
    former_class: str  # 原班级
    former_grade: str  # 原年级
    former_length: str  # 原学制
    major: str  # 现专业
    school_class: str  # 现班级
    grade: str  # 现年级
    length: str  # 现学制


class StudentEnrolmentChangeForm(RecordForm[StudentEnrolmentChange, StudentEnrolmentChangeItems]):
    """学籍异动."""

    key = "student_enrolment_change"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentEnrolmentChangeQuery]
    ) -> Iterator[StudentEnrolmentChange]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentAid(TypedDict):
    """学生奖助信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    kind: str | None  # 资助类型
    amount: str | float | None  # 资助金额
    monthly: str | float | None  # 月发放标准
    fund_source: str | None  # 资助经费来源
    sponsor: str | None  # 资助单位或个人
    award_name: str | None  # 奖学金名称
    award_grade: str | None  # 奖学金等级
    hardship: str | None  # 认定困难程度
    reason: str | None  # 申请或减免原因
    approval: str | None  # 审批文号或公示批次
    month_from: str | None  # 始发年月
    month_to: str | None  # 停发年月
    stop_reason: str | None  # 停发原因
    paid: str | None  # 受助日期
    payment: str | None  # 发放方式
    bank: str | None  # 开户银行
    bank_card: str | None  # 银行卡号
    remarks: str | None  # 发放方式说明


class StudentAidItems(TypedDict, total=False):
    """学生奖助信息: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    student: str | None  # 学生
    kind: str | None  # 资助类型
    amount: str | None  # 资助金额
    monthly: str | None  # 月发放标准
    fund_source: str | None  # 资助经费来源
    sponsor: str | None  # 资助单位或个人
    award_name: str | None  # 奖学金名称
    award_grade: str | None  # 奖学金等级
    hardship: str | None  # 认定困难程度
    reason: str | None  # 申请或减免原因
    approval: str | None  # 审批文号或公示批次
    month_from: str | None  # 始发年月
    month_to: str | None  # 停发年月
    stop_reason: str | None  # 停发原因
    paid: str | None  # 受助日期
    payment: str | None  # 发放方式
    bank: str | None  # 开户银行
    bank_card: str | None  # 银行卡号
    remarks: str | None  # 发放方式说明


class StudentAidQuery(TypedDict, total=False):
    """学生奖助信息: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    student: str  # 学生
    school_class: str  # 所在班级
    kind: str  # 资助类型
    amount: str  # 资助金额
    monthly: str  # 月发放标准
    fund_source: str  # 资助经费来源
    sponsor: str  # 资助单位或个人
    award_name: str  # 奖学金名称
    award_grade: str  # 奖学金等级
    hardship: str  # 认定困难程度
    reason: str  # 申请或减免原因
    approval: str  # 审批文号或公示批次
    month_from: str  # 始发年月
    month_to: str  # 停发年月
    stop_reason: str  # 停发原因
    paid: str  # 受助日期
    payment: str  # 发放方式
    bank: str  # 开户银行
    remarks: str  # 发放方式说明


class StudentAidForm(RecordForm[StudentAid, StudentAidItems]):
    """学生奖助信息."""

    key = "student_aid"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentAidQuery]
    ) -> Iterator[StudentAid]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentCertificate(TypedDict):
    """学生职业资格证书: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    kind: str | None  # 证书类别
    name: str | None  # 证书名称
    level: str | None  # 职业资格等级
    x_level: str | None  # 1+X证书等级
    other_level: str | None  # 其他等级
    number: str | None  # 证书编号
    issuer: str | None  # 证书颁发单位
    issued: str | None  # 证书颁发日期
    expires: str | None  # 有效期至
    examined: str | None  # 考核日期
    theory_score: str | float | None  # 理论成绩
    skill_score: str | float | None  # 技能成绩
    at_school: bool | None  # 是否在本校考核
    relevant: bool | None  # 是否与所学专业相关
    credits: str | float | None  # 转换学分
    verified: bool | None  # 是否已核验
    remarks: str | None  # 备注


class StudentCertificateItems(TypedDict, total=False):
    """学生职业资格证书: what may be sent."""

    id: int | None
    version: int | None
    student: str | None  # 学生
    kind: str | None  # 证书类别
    name: str | None  # 证书名称
    level: str | None  # 职业资格等级
    x_level: str | None  # 1+X证书等级
    other_level: str | None  # 其他等级
    number: str | None  # 证书编号
    issuer: str | None  # 证书颁发单位
    issued: str | None  # 证书颁发日期
    expires: str | None  # 有效期至
    examined: str | None  # 考核日期
    theory_score: str | None  # 理论成绩
    skill_score: str | None  # 技能成绩
    at_school: bool | None  # 是否在本校考核
    relevant: bool | None  # 是否与所学专业相关
    credits: str | None  # 转换学分
    verified: bool | None  # 是否已核验
    remarks: str | None  # 备注


class StudentCertificateQuery(TypedDict, total=False):
    """学生职业资格证书: what lists are narrowed by."""

    sort: str
    student: str  # 学生
    school_class: str  # 所在班级
    kind: str  # 证书类别
    name: str  # 证书名称
    level: str  # 职业资格等级
    x_level: str  # 1+X证书等级
    other_level: str  # 其他等级
    issuer: str  # 证书颁发单位
    issued: str  # 证书颁发日期
    expires: str  # 有效期至
    examined: str  # 考核日期
    theory_score: str  # 理论成绩
    skill_score: str  # 技能成绩
    at_school: str  # 是否在本校考核
    relevant: str  # 是否与所学专业相关
    credits: str  # 转换学分
    verified: str  # 是否已核验
    remarks: str  # 备注


class StudentCertificateForm(RecordForm[StudentCertificate, StudentCertificateItems]):
    """学生职业资格证书."""

    key = "student_certificate"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentCertificateQuery]
    ) -> Iterator[StudentCertificate]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentAssessment(TypedDict):
    """学生综合成绩与评价: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    term: str | None  # 学期
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    courses: int | None  # 修读课程门数
    failed: int | None  # 不及格课程门数
    passed_later: int | None  # 补考及格门数
    average: str | float | None  # 学业平均成绩
    common_average: str | float | None  # 公共基础课平均成绩
    major_average: str | float | None  # 专业课平均成绩
    practice_score: str | float | None  # 实训实习成绩
    credits: str | float | None  # 本学期取得学分
    total_credits: str | float | None  # 累计取得学分
    rank: int | None  # 班级名次
    class_size: int | None  # 班级参评人数
    conduct_score: str | float | None  # 操行评分
    conduct: str | None  # 操行等级
    absent: int | None  # 旷课节数
    late: int | None  # 迟到早退次数
    leave: int | None  # 请假节数
    fitness_score: str | float | None  # 体质健康测试成绩
    fitness: str | None  # 体质健康测试等级
    height: str | float | None  # 身高
    weight: str | float | None  # 体重
    labour_hours: int | None  # 劳动教育学时
    labour: str | None  # 劳动素养等级
    volunteer_hours: str | float | None  # 志愿服务时长
    arts: str | None  # 艺术素养等级
    skill: str | None  # 职业技能等级评定
    overall: str | None  # 综合素质等级
    assessor: str | None  # 评价教师
    assessed: str | None  # 评价日期
    comment: str | None  # 班主任评语


class StudentAssessmentItems(TypedDict, total=False):
    """学生综合成绩与评价: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    term: str | None  # 学期
    student: str | None  # 学生
    courses: int | None  # 修读课程门数
    failed: int | None  # 不及格课程门数
    passed_later: int | None  # 补考及格门数
    average: str | None  # 学业平均成绩
    common_average: str | None  # 公共基础课平均成绩
    major_average: str | None  # 专业课平均成绩
    practice_score: str | None  # 实训实习成绩
    credits: str | None  # 本学期取得学分
    total_credits: str | None  # 累计取得学分
    rank: int | None  # 班级名次
    class_size: int | None  # 班级参评人数
    conduct_score: str | None  # 操行评分
    conduct: str | None  # 操行等级
    absent: int | None  # 旷课节数
    late: int | None  # 迟到早退次数
    leave: int | None  # 请假节数
    fitness_score: str | None  # 体质健康测试成绩
    fitness: str | None  # 体质健康测试等级
    height: str | None  # 身高
    weight: str | None  # 体重
    labour_hours: int | None  # 劳动教育学时
    labour: str | None  # 劳动素养等级
    volunteer_hours: str | None  # 志愿服务时长
    arts: str | None  # 艺术素养等级
    skill: str | None  # 职业技能等级评定
    overall: str | None  # 综合素质等级
    assessor: str | None  # 评价教师
    assessed: str | None  # 评价日期
    comment: str | None  # 班主任评语


class StudentAssessmentQuery(TypedDict, total=False):
    """学生综合成绩与评价: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    term: str  # 学期
    student: str  # 学生
    school_class: str  # 所在班级
    courses: str  # 修读课程门数
    failed: str  # 不及格课程门数
    passed_later: str  # 补考及格门数
    average: str  # 学业平均成绩
    common_average: str  # 公共基础课平均成绩
    major_average: str  # 专业课平均成绩
    practice_score: str  # 实训实习成绩
    credits: str  # 本学期取得学分
    total_credits: str  # 累计取得学分
    rank: str  # 班级名次
    class_size: str  # 班级参评人数
    conduct_score: str  # 操行评分
    conduct: str  # 操行等级
    absent: str  # 旷课节数
    late: str  # 迟到早退次数
    leave: str  # 请假节数
    fitness_score: str  # 体质健康测试成绩
    fitness: str  # 体质健康测试等级
    height: str  # 身高
    weight: str  # 体重
    labour_hours: str  # 劳动教育学时
    labour: str  # 劳动素养等级
    volunteer_hours: str  # 志愿服务时长
    arts: str  # 艺术素养等级
    skill: str  # 职业技能等级评定
    overall: str  # 综合素质等级
    assessor: str  # 评价教师
    assessed: str  # 评价日期
    comment: str  # 班主任评语


class StudentAssessmentForm(RecordForm[StudentAssessment, StudentAssessmentItems]):
    """学生综合成绩与评价."""

    key = "student_assessment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentAssessmentQuery]
    ) -> Iterator[StudentAssessment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class StudentAward(TypedDict):
    """学生奖励: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    student: str | None  # 学生
    school_class: str | None  # 所在班级
    name: str | None  # 奖励名称
    level: str | None  # 奖励级别
    grade: str | None  # 奖励等级
    kind: str | None  # 获奖类别
    subject: str | None  # 奖励类型
    manner: str | None  # 奖励方式
    honour: str | None  # 荣誉称号
    issuer: str | None  # 颁奖单位
    awarded: str | None  # 获奖日期
    award_year: int | None  # 奖励学年度
    document: str | None  # 奖励文号
    team: str | None  # 团队成员
    coach: str | None  # 指导教师
    amount: str | float | None  # 奖励金额
    reason: str | None  # 奖励原因


class StudentAwardItems(TypedDict, total=False):
    """学生奖励: what may be sent."""

    id: int | None
    version: int | None
    student: str | None  # 学生
    name: str | None  # 奖励名称
    level: str | None  # 奖励级别
    grade: str | None  # 奖励等级
    kind: str | None  # 获奖类别
    subject: str | None  # 奖励类型
    manner: str | None  # 奖励方式
    honour: str | None  # 荣誉称号
    issuer: str | None  # 颁奖单位
    awarded: str | None  # 获奖日期
    award_year: int | None  # 奖励学年度
    document: str | None  # 奖励文号
    team: str | None  # 团队成员
    coach: str | None  # 指导教师
    amount: str | None  # 奖励金额
    reason: str | None  # 奖励原因


class StudentAwardQuery(TypedDict, total=False):
    """学生奖励: what lists are narrowed by."""

    sort: str
    student: str  # 学生
    school_class: str  # 所在班级
    name: str  # 奖励名称
    level: str  # 奖励级别
    grade: str  # 奖励等级
    kind: str  # 获奖类别
    subject: str  # 奖励类型
    manner: str  # 奖励方式
    honour: str  # 荣誉称号
    issuer: str  # 颁奖单位
    awarded: str  # 获奖日期
    award_year: str  # 奖励学年度
    document: str  # 奖励文号
    team: str  # 团队成员
    coach: str  # 指导教师
    amount: str  # 奖励金额
    reason: str  # 奖励原因


class StudentAwardForm(RecordForm[StudentAward, StudentAwardItems]):
    """学生奖励."""

    key = "student_award"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[StudentAwardQuery]
    ) -> Iterator[StudentAward]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Major(TypedDict):
    """专业设置: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    code: str | None  # 专业名称
    off_catalogue: str | None  # 目录外专业类别
    own_name: str | None  # 目录外专业名称
    own_code: str | None  # 目录外专业代码
    number: str | None  # 本校专业编号
    category: str | None  # 专业大类
    category_code: str | None  # 专业大类代码
    class_name: str | None  # 专业类
    class_code: str | None  # 专业类代码
    edition: str | None  # 专业目录版本
    short_name: str | None  # 专业简称
    direction: str | None  # 专业方向名称
    english_name: str | None  # 专业英文名称
    length: str | float | None  # 学制
    study_form: str | None  # 学习形式
    education_nature: str | None  # 学历或非学历教育
    programme_level: str | None  # 办学层次
    credit_system: str | None  # 学分制或学年制
    training_pattern: str | None  # 培养模式
    student_target: str | None  # 主要招生对象
    training_mode: str | None  # 分段培养方式
    partner_college: str | None  # 分段培养合作院校
    college_major: str | None  # 高校专业名称
    college_major_code: str | None  # 高校专业代码
    total_credits: str | float | None  # 总学分
    total_hours: int | None  # 总学时
    tuition: str | float | None  # 学费标准
    certificates: str | None  # 对应职业证书
    department: str | None  # 开设机构
    head: str | None  # 专业负责人
    established: str | None  # 建立年月
    approved_on: str | None  # 批准设置日期
    first_intake: int | None  # 首次招生年份
    approval: str | None  # 批准或备案文号
    status: str | None  # 专业状态
    last_intake: int | None  # 最后招生年份
    suspended_on: str | None  # 停招日期
    withdrawn_on: str | None  # 撤销日期
    feature: str | None  # 专业建设层级
    introduction: str | None  # 专业简介


class MajorItems(TypedDict, total=False):
    """专业设置: what may be sent."""

    id: int | None
    version: int | None
    code: str | None  # 专业名称
    off_catalogue: str | None  # 目录外专业类别
    own_name: str | None  # 目录外专业名称
    own_code: str | None  # 目录外专业代码
    number: str | None  # 本校专业编号
    short_name: str | None  # 专业简称
    direction: str | None  # 专业方向名称
    english_name: str | None  # 专业英文名称
    length: str | None  # 学制
    study_form: str | None  # 学习形式
    education_nature: str | None  # 学历或非学历教育
    programme_level: str | None  # 办学层次
    credit_system: str | None  # 学分制或学年制
    training_pattern: str | None  # 培养模式
    student_target: str | None  # 主要招生对象
    training_mode: str | None  # 分段培养方式
    partner_college: str | None  # 分段培养合作院校
    college_major: str | None  # 高校专业名称
    college_major_code: str | None  # 高校专业代码
    total_credits: str | None  # 总学分
    total_hours: int | None  # 总学时
    tuition: str | None  # 学费标准
    certificates: str | None  # 对应职业证书
    department: str | None  # 开设机构
    head: str | None  # 专业负责人
    established: str | None  # 建立年月
    approved_on: str | None  # 批准设置日期
    first_intake: int | None  # 首次招生年份
    approval: str | None  # 批准或备案文号
    status: str | None  # 专业状态
    last_intake: int | None  # 最后招生年份
    suspended_on: str | None  # 停招日期
    withdrawn_on: str | None  # 撤销日期
    feature: str | None  # 专业建设层级
    introduction: str | None  # 专业简介


class MajorQuery(TypedDict, total=False):
    """专业设置: what lists are narrowed by."""

    sort: str
    code: str  # 专业名称
    off_catalogue: str  # 目录外专业类别
    own_name: str  # 目录外专业名称
    own_code: str  # 目录外专业代码
    number: str  # 本校专业编号
    short_name: str  # 专业简称
    direction: str  # 专业方向名称
    english_name: str  # 专业英文名称
    length: str  # 学制
    study_form: str  # 学习形式
    education_nature: str  # 学历或非学历教育
    programme_level: str  # 办学层次
    credit_system: str  # 学分制或学年制
    training_pattern: str  # 培养模式
    student_target: str  # 主要招生对象
    training_mode: str  # 分段培养方式
    partner_college: str  # 分段培养合作院校
    college_major: str  # 高校专业名称
    college_major_code: str  # 高校专业代码
    total_credits: str  # 总学分
    total_hours: str  # 总学时
    tuition: str  # 学费标准
    certificates: str  # 对应职业证书
    department: str  # 开设机构
    head: str  # 专业负责人
    established: str  # 建立年月
    approved_on: str  # 批准设置日期
    first_intake: str  # 首次招生年份
    approval: str  # 批准或备案文号
    status: str  # 专业状态
    last_intake: str  # 最后招生年份
    suspended_on: str  # 停招日期
    withdrawn_on: str  # 撤销日期
    feature: str  # 专业建设层级
    introduction: str  # 专业简介


class MajorForm(RecordForm[Major, MajorItems]):
    """专业设置."""

    key = "major"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[MajorQuery]
    ) -> Iterator[Major]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class SchoolClass(TypedDict):
    """班级信息: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 班号
    name: str | None  # 班级名称
    major: str | None  # 所属专业
    major_code: str | None  # 专业名称
    kind: str | None  # 班级类型
    partner: str | None  # 合作企业或学校
    grade: int | None  # 年级
    intake_season: str | None  # 入学学期
    formed: str | None  # 建班年月
    length: str | float | None  # 学制
    study_form: str | None  # 学习形式
    training_pattern: str | None  # 培养模式
    joint_mode: str | None  # 联招合作类型
    status: str | None  # 班级状态
    ended: str | None  # 毕业或撤销年月
    department: str | None  # 所属机构
    campus: str | None  # 所在校区
    site: str | None  # 校外教学点
    classroom: str | None  # 教室
    head_teacher: str | None  # 班主任
    head_since: str | None  # 班主任任职年月
    deputy: str | None  # 副班主任
    monitor: str | None  # 班长
    boys: int | None  # 男生人数
    girls: int | None  # 女生人数
    total: int | None  # 总人数
    boarders: int | None  # 住校生人数
    remarks: str | None  # 备注


class SchoolClassItems(TypedDict, total=False):
    """班级信息: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 班号
    name: str | None  # 班级名称
    major: str | None  # 所属专业
    kind: str | None  # 班级类型
    partner: str | None  # 合作企业或学校
    grade: int | None  # 年级
    intake_season: str | None  # 入学学期
    formed: str | None  # 建班年月
    length: str | None  # 学制
    study_form: str | None  # 学习形式
    training_pattern: str | None  # 培养模式
    joint_mode: str | None  # 联招合作类型
    status: str | None  # 班级状态
    ended: str | None  # 毕业或撤销年月
    department: str | None  # 所属机构
    campus: str | None  # 所在校区
    site: str | None  # 校外教学点
    classroom: str | None  # 教室
    head_teacher: str | None  # 班主任
    head_since: str | None  # 班主任任职年月
    deputy: str | None  # 副班主任
    monitor: str | None  # 班长
    boys: int | None  # 男生人数
    girls: int | None  # 女生人数
    total: int | None  # 总人数
    boarders: int | None  # 住校生人数
    remarks: str | None  # 备注


class SchoolClassQuery(TypedDict, total=False):
    """班级信息: what lists are narrowed by."""

    sort: str
    number: str  # 班号
    name: str  # 班级名称
    major: str  # 所属专业
    major_code: str  # 专业名称
    kind: str  # 班级类型
    partner: str  # 合作企业或学校
    grade: str  # 年级
    intake_season: str  # 入学学期
    formed: str  # 建班年月
    length: str  # 学制
    study_form: str  # 学习形式
    training_pattern: str  # 培养模式
    joint_mode: str  # 联招合作类型
    status: str  # 班级状态
    ended: str  # 毕业或撤销年月
    department: str  # 所属机构
    campus: str  # 所在校区
    site: str  # 校外教学点
    classroom: str  # 教室
    head_teacher: str  # 班主任
    head_since: str  # 班主任任职年月
    deputy: str  # 副班主任
    monitor: str  # 班长
    boys: str  # 男生人数
    girls: str  # 女生人数
    total: str  # 总人数
    boarders: str  # 住校生人数
    remarks: str  # 备注


class SchoolClassForm(RecordForm[SchoolClass, SchoolClassItems]):
    """班级信息."""

    key = "school_class"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[SchoolClassQuery]
    ) -> Iterator[SchoolClass]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Premises(TypedDict):
    """办学场地: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    site_area: str | float | None  # 占地面积
    green_area: str | float | None  # 绿化用地面积
    sports_area: str | float | None  # 运动场地面积
    sole_site: str | float | None  # 非学校产权独立使用占地面积
    shared_site: str | float | None  # 非学校产权共同使用占地面积
    farm_area: str | float | None  # 农场林场面积
    track_length: int | None  # 环形跑道长度
    building_area: str | float | None  # 校舍建筑面积
    own_building: str | float | None  # 学校产权校舍建筑面积
    sole_building: str | float | None  # 非学校产权独立使用校舍建筑面积
    shared_building: str | float | None  # 非学校产权共同使用校舍建筑面积
    lent_building: str | float | None  # 外借校舍建筑面积
    dangerous_area: str | float | None  # 危房面积
    new_area: str | float | None  # 当年新增校舍面积
    under_construction: str | float | None  # 在建校舍面积
    teaching_area: str | float | None  # 教学及辅助用房面积
    classroom_area: str | float | None  # 教室面积
    training_area: str | float | None  # 实训实验用房面积
    library_area: str | float | None  # 图书馆面积
    gym_area: str | float | None  # 室内体育用房面积
    other_teaching_area: str | float | None  # 其他教学辅助用房面积
    office_area: str | float | None  # 行政办公用房面积
    living_area: str | float | None  # 生活用房面积
    dormitory_area: str | float | None  # 学生宿舍面积
    canteen_area: str | float | None  # 食堂面积
    other_living_area: str | float | None  # 其他生活用房面积
    other_area: str | float | None  # 其他用房面积
    classrooms: int | None  # 教室数
    network_classrooms: int | None  # 网络多媒体教室数
    dormitory_beds: int | None  # 学生宿舍床位数
    reading_seats: int | None  # 阅览室座位数
    remarks: str | None  # 备注


class PremisesItems(TypedDict, total=False):
    """办学场地: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    site_area: str | None  # 占地面积
    green_area: str | None  # 绿化用地面积
    sports_area: str | None  # 运动场地面积
    sole_site: str | None  # 非学校产权独立使用占地面积
    shared_site: str | None  # 非学校产权共同使用占地面积
    farm_area: str | None  # 农场林场面积
    track_length: int | None  # 环形跑道长度
    building_area: str | None  # 校舍建筑面积
    own_building: str | None  # 学校产权校舍建筑面积
    sole_building: str | None  # 非学校产权独立使用校舍建筑面积
    shared_building: str | None  # 非学校产权共同使用校舍建筑面积
    lent_building: str | None  # 外借校舍建筑面积
    dangerous_area: str | None  # 危房面积
    new_area: str | None  # 当年新增校舍面积
    under_construction: str | None  # 在建校舍面积
    teaching_area: str | None  # 教学及辅助用房面积
    classroom_area: str | None  # 教室面积
    training_area: str | None  # 实训实验用房面积
    library_area: str | None  # 图书馆面积
    gym_area: str | None  # 室内体育用房面积
    other_teaching_area: str | None  # 其他教学辅助用房面积
    office_area: str | None  # 行政办公用房面积
    living_area: str | None  # 生活用房面积
    dormitory_area: str | None  # 学生宿舍面积
    canteen_area: str | None  # 食堂面积
    other_living_area: str | None  # 其他生活用房面积
    other_area: str | None  # 其他用房面积
    classrooms: int | None  # 教室数
    network_classrooms: int | None  # 网络多媒体教室数
    dormitory_beds: int | None  # 学生宿舍床位数
    reading_seats: int | None  # 阅览室座位数
    remarks: str | None  # 备注


class PremisesQuery(TypedDict, total=False):
    """办学场地: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    site_area: str  # 占地面积
    green_area: str  # 绿化用地面积
    sports_area: str  # 运动场地面积
    sole_site: str  # 非学校产权独立使用占地面积
    shared_site: str  # 非学校产权共同使用占地面积
    farm_area: str  # 农场林场面积
    track_length: str  # 环形跑道长度
    building_area: str  # 校舍建筑面积
    own_building: str  # 学校产权校舍建筑面积
    sole_building: str  # 非学校产权独立使用校舍建筑面积
    shared_building: str  # 非学校产权共同使用校舍建筑面积
    lent_building: str  # 外借校舍建筑面积
    dangerous_area: str  # 危房面积
    new_area: str  # 当年新增校舍面积
    under_construction: str  # 在建校舍面积
    teaching_area: str  # 教学及辅助用房面积
    classroom_area: str  # 教室面积
    training_area: str  # 实训实验用房面积
    library_area: str  # 图书馆面积
    gym_area: str  # 室内体育用房面积
    other_teaching_area: str  # 其他教学辅助用房面积
    office_area: str  # 行政办公用房面积
    living_area: str  # 生活用房面积
    dormitory_area: str  # 学生宿舍面积
    canteen_area: str  # 食堂面积
    other_living_area: str  # 其他生活用房面积
    other_area: str  # 其他用房面积
    classrooms: str  # 教室数
    network_classrooms: str  # 网络多媒体教室数
    dormitory_beds: str  # 学生宿舍床位数
    reading_seats: str  # 阅览室座位数
    remarks: str  # 备注


class PremisesForm(RecordForm[Premises, PremisesItems]):
    """办学场地."""

    key = "premises"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[PremisesQuery]
    ) -> Iterator[Premises]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Income(TypedDict):
    """经费收入: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 年度
    total: str | float | None  # 经费收入合计
    public_budget: str | float | None  # 一般公共预算安排的教育经费
    education_budget: str | float | None  # 一般公共预算教育经费
    operating: str | float | None  # 教育事业费
    construction: str | float | None  # 基本建设经费
    surcharge: str | float | None  # 教育费附加
    research: str | float | None  # 一般公共预算科学技术经费
    social_security: str | float | None  # 一般公共预算社会保障和就业经费
    health: str | float | None  # 一般公共预算卫生健康经费
    housing: str | float | None  # 一般公共预算住房保障经费
    other_budget: str | float | None  # 其他一般公共预算安排的教育经费
    fund_budget: str | float | None  # 政府性基金预算安排的教育经费
    lottery: str | float | None  # 其中：彩票公益金
    special_debt: str | float | None  # 其中：地方政府专项债务收入安排的教育经费
    treasury: str | float | None  # 其中：超长期特别国债安排的教育经费
    business: str | float | None  # 事业预算收入
    tuition: str | float | None  # 其中：学费
    lodging: str | float | None  # 其中：住宿费
    training: str | float | None  # 其中：培训收入
    other_business: str | float | None  # 其中：其他事业收入
    superior: str | float | None  # 上级补助预算收入
    affiliated: str | float | None  # 附属单位上缴预算收入
    trading: str | float | None  # 经营预算收入
    borrowing: str | float | None  # 债务预算收入
    other_level: str | float | None  # 非同级财政拨款预算收入
    investment: str | float | None  # 投资预算收益
    other: str | float | None  # 其他预算收入
    interest: str | float | None  # 其中：利息预算收入
    donation: str | float | None  # 其中：捐赠预算收入
    rent: str | float | None  # 其中：租金预算收入
    canteen: str | float | None  # 其中：食堂净预算收入
    enterprise_grant: str | float | None  # 国有及国有控股企业拨款
    organiser: str | float | None  # 民办学校中举办者投入
    unplaced: str | float | None  # 尚未归入新项目的收入
    unplaced_detail: str | None  # 旧口径项目与金额
    all_construction: str | float | None  # 一般公共预算安排的基本建设总经费
    general_debt: str | float | None  # 地方政府一般债务收入安排的教育经费
    tuition_collected: str | float | None  # 本年实际收取学费
    lodging_collected: str | float | None  # 本年实际收取住宿费
    handed_in: str | float | None  # 本年上缴国库款
    donations_received: str | float | None  # 本年实际接受捐赠收入
    public_expenses: str | float | None  # 财政补助收入中安排的公用经费
    heating: str | float | None  # 财政补助收入中安排的取暖经费
    foundation_income: str | float | None  # 教育基金会本年捐赠收入
    foundation_spent: str | float | None  # 教育基金会本年慈善活动经费
    foundation_given: str | float | None  # 其中：转入学校
    per_student: str | float | None  # 其中：生均公用经费拨款
    tuition_relief: str | float | None  # 其中：免学费补助资金
    student_grants: str | float | None  # 其中：国家助学金和奖学金
    central_projects: str | float | None  # 其中：中央专项资金
    local_projects: str | float | None  # 其中：地方专项资金
    carried_over: str | float | None  # 上年结转
    loans: str | float | None  # 当年新增借款
    prepared_by: str | None  # 填表会计
    remarks: str | None  # 备注


class IncomeItems(TypedDict, total=False):
    """经费收入: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 年度
    total: str | None  # 经费收入合计
    public_budget: str | None  # 一般公共预算安排的教育经费
    education_budget: str | None  # 一般公共预算教育经费
    operating: str | None  # 教育事业费
    construction: str | None  # 基本建设经费
    surcharge: str | None  # 教育费附加
    research: str | None  # 一般公共预算科学技术经费
    social_security: str | None  # 一般公共预算社会保障和就业经费
    health: str | None  # 一般公共预算卫生健康经费
    housing: str | None  # 一般公共预算住房保障经费
    other_budget: str | None  # 其他一般公共预算安排的教育经费
    fund_budget: str | None  # 政府性基金预算安排的教育经费
    lottery: str | None  # 其中：彩票公益金
    special_debt: str | None  # 其中：地方政府专项债务收入安排的教育经费
    treasury: str | None  # 其中：超长期特别国债安排的教育经费
    business: str | None  # 事业预算收入
    tuition: str | None  # 其中：学费
    lodging: str | None  # 其中：住宿费
    training: str | None  # 其中：培训收入
    other_business: str | None  # 其中：其他事业收入
    superior: str | None  # 上级补助预算收入
    affiliated: str | None  # 附属单位上缴预算收入
    trading: str | None  # 经营预算收入
    borrowing: str | None  # 债务预算收入
    other_level: str | None  # 非同级财政拨款预算收入
    investment: str | None  # 投资预算收益
    other: str | None  # 其他预算收入
    interest: str | None  # 其中：利息预算收入
    donation: str | None  # 其中：捐赠预算收入
    rent: str | None  # 其中：租金预算收入
    canteen: str | None  # 其中：食堂净预算收入
    enterprise_grant: str | None  # 国有及国有控股企业拨款
    organiser: str | None  # 民办学校中举办者投入
    unplaced: str | None  # 尚未归入新项目的收入
    unplaced_detail: str | None  # 旧口径项目与金额
    all_construction: str | None  # 一般公共预算安排的基本建设总经费
    general_debt: str | None  # 地方政府一般债务收入安排的教育经费
    tuition_collected: str | None  # 本年实际收取学费
    lodging_collected: str | None  # 本年实际收取住宿费
    handed_in: str | None  # 本年上缴国库款
    donations_received: str | None  # 本年实际接受捐赠收入
    public_expenses: str | None  # 财政补助收入中安排的公用经费
    heating: str | None  # 财政补助收入中安排的取暖经费
    foundation_income: str | None  # 教育基金会本年捐赠收入
    foundation_spent: str | None  # 教育基金会本年慈善活动经费
    foundation_given: str | None  # 其中：转入学校
    per_student: str | None  # 其中：生均公用经费拨款
    tuition_relief: str | None  # 其中：免学费补助资金
    student_grants: str | None  # 其中：国家助学金和奖学金
    central_projects: str | None  # 其中：中央专项资金
    local_projects: str | None  # 其中：地方专项资金
    carried_over: str | None  # 上年结转
    loans: str | None  # 当年新增借款
    prepared_by: str | None  # 填表会计
    remarks: str | None  # 备注


class IncomeQuery(TypedDict, total=False):
    """经费收入: what lists are narrowed by."""

    sort: str
    year: str  # 年度
    total: str  # 经费收入合计
    public_budget: str  # 一般公共预算安排的教育经费
    education_budget: str  # 一般公共预算教育经费
    operating: str  # 教育事业费
    construction: str  # 基本建设经费
    surcharge: str  # 教育费附加
    research: str  # 一般公共预算科学技术经费
    social_security: str  # 一般公共预算社会保障和就业经费
    health: str  # 一般公共预算卫生健康经费
    housing: str  # 一般公共预算住房保障经费
    other_budget: str  # 其他一般公共预算安排的教育经费
    fund_budget: str  # 政府性基金预算安排的教育经费
    lottery: str  # 其中：彩票公益金
    special_debt: str  # 其中：地方政府专项债务收入安排的教育经费
    treasury: str  # 其中：超长期特别国债安排的教育经费
    business: str  # 事业预算收入
    tuition: str  # 其中：学费
    lodging: str  # 其中：住宿费
    training: str  # 其中：培训收入
    other_business: str  # 其中：其他事业收入
    superior: str  # 上级补助预算收入
    affiliated: str  # 附属单位上缴预算收入
    trading: str  # 经营预算收入
    borrowing: str  # 债务预算收入
    other_level: str  # 非同级财政拨款预算收入
    investment: str  # 投资预算收益
    other: str  # 其他预算收入
    interest: str  # 其中：利息预算收入
    donation: str  # 其中：捐赠预算收入
    rent: str  # 其中：租金预算收入
    canteen: str  # 其中：食堂净预算收入
    enterprise_grant: str  # 国有及国有控股企业拨款
    organiser: str  # 民办学校中举办者投入
    unplaced: str  # 尚未归入新项目的收入
    unplaced_detail: str  # 旧口径项目与金额
    all_construction: str  # 一般公共预算安排的基本建设总经费
    general_debt: str  # 地方政府一般债务收入安排的教育经费
    tuition_collected: str  # 本年实际收取学费
    lodging_collected: str  # 本年实际收取住宿费
    handed_in: str  # 本年上缴国库款
    donations_received: str  # 本年实际接受捐赠收入
    public_expenses: str  # 财政补助收入中安排的公用经费
    heating: str  # 财政补助收入中安排的取暖经费
    foundation_income: str  # 教育基金会本年捐赠收入
    foundation_spent: str  # 教育基金会本年慈善活动经费
    foundation_given: str  # 其中：转入学校
    per_student: str  # 其中：生均公用经费拨款
    tuition_relief: str  # 其中：免学费补助资金
    student_grants: str  # 其中：国家助学金和奖学金
    central_projects: str  # 其中：中央专项资金
    local_projects: str  # 其中：地方专项资金
    carried_over: str  # 上年结转
    loans: str  # 当年新增借款
    prepared_by: str  # 填表会计
    remarks: str  # 备注


class IncomeForm(RecordForm[Income, IncomeItems]):
    """经费收入."""

    key = "income"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[IncomeQuery]
    ) -> Iterator[Income]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Expenditure(TypedDict):
    """经费支出: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 年度
    total: str | float | None  # 经费支出合计
    operating: str | float | None  # 事业性经费支出
    wages: str | float | None  # 工资福利支出
    base_pay: str | float | None  # 基本工资
    allowances: str | float | None  # 津贴补贴
    village_pay: str | float | None  # 其中：乡村教师补助
    performance: str | float | None  # 奖金及绩效工资
    bonus: str | float | None  # 奖金
    performance_pay: str | float | None  # 绩效工资
    meals: str | float | None  # 伙食补助费
    insurance: str | float | None  # 社会保障缴费
    pension_paid: str | float | None  # 机关事业单位基本养老保险缴费
    annuity_paid: str | float | None  # 职业年金缴费
    medical_paid: str | float | None  # 职工基本医疗保险缴费
    official_paid: str | float | None  # 公务员医疗补助缴费
    other_paid: str | float | None  # 其他社会保障缴费
    housing_fund: str | float | None  # 住房公积金
    medical_fee: str | float | None  # 医疗费
    other_pay: str | float | None  # 其他工资福利支出
    hired_pay: str | float | None  # 其中：外聘教职工工资福利支出
    subsidies: str | float | None  # 对个人和家庭的补助支出
    pensions: str | float | None  # 离退休费
    retired_cadres: str | float | None  # 离休费
    retired_staff: str | float | None  # 退休费
    severance: str | float | None  # 退职（役）费
    bereavement: str | float | None  # 抚恤金
    living_aid: str | float | None  # 生活补助
    relief: str | float | None  # 救济费
    medical: str | float | None  # 医疗费补助
    student_aid: str | float | None  # 奖助学金
    grants: str | float | None  # 其中：助学金
    scholarships: str | float | None  # 其中：奖学金
    student_meals: str | float | None  # 其中：学生伙食补助
    free_textbooks: str | float | None  # 其中：免费教科书
    rewards: str | float | None  # 奖励金
    other_subsidies: str | float | None  # 其他对个人和家庭的补助
    goods: str | float | None  # 商品和服务支出
    office: str | float | None  # 办公费
    printing: str | float | None  # 印刷费
    fees: str | float | None  # 手续费
    water: str | float | None  # 水费
    power: str | float | None  # 电费
    postage: str | float | None  # 邮电费
    heating: str | float | None  # 取暖费
    property_fee: str | float | None  # 物业管理费
    travel: str | float | None  # 差旅费
    abroad: str | float | None  # 因公出国（境）费用
    maintenance: str | float | None  # 维修（护）费
    rent: str | float | None  # 租赁费
    meetings: str | float | None  # 会议费
    training: str | float | None  # 培训费
    reception: str | float | None  # 公务接待费
    materials: str | float | None  # 专用材料费
    fuel: str | float | None  # 专用燃料费
    labour: str | float | None  # 劳务费
    entrusted: str | float | None  # 委托业务费
    union: str | float | None  # 工会经费
    welfare: str | float | None  # 福利费
    cars: str | float | None  # 公务用车运行维护费
    transport: str | float | None  # 其他交通费用
    school_bus: str | float | None  # 其中：校车运营费
    taxes: str | float | None  # 税金及附加费用
    other_goods: str | float | None  # 其他商品和服务支出
    liability: str | float | None  # 其中：校方责任险
    passed_on: str | float | None  # 其中：转拨给其他单位的经费
    capital: str | float | None  # 资本性支出
    buildings: str | float | None  # 房屋建筑物购建
    office_equipment: str | float | None  # 办公设备购置
    special_equipment: str | float | None  # 专用设备购置
    repairs: str | float | None  # 大型修缮
    network: str | float | None  # 信息网络及软件购置更新
    vehicles: str | float | None  # 交通工具购置
    official_cars: str | float | None  # 公务用车购置
    other_vehicles: str | float | None  # 其他交通工具购置
    relics: str | float | None  # 文物和陈列品购置
    intangible: str | float | None  # 无形资产购置
    other_capital: str | float | None  # 其他资本性支出
    books: str | float | None  # 其中：图书购置
    construction: str | float | None  # 资本性支出（基本建设）
    trading_cost: str | float | None  # 经营支出
    handed_up: str | float | None  # 上缴上级支出
    to_affiliates: str | float | None  # 对附属单位补助支出
    invested: str | float | None  # 投资支出
    repaid: str | float | None  # 债务还本支出
    other: str | float | None  # 其他支出
    interest: str | float | None  # 其中：利息支出
    given: str | float | None  # 其中：捐赠支出
    unplaced: str | float | None  # 尚未归入新项目的支出
    unplaced_detail: str | None  # 旧口径项目与金额
    balance: str | float | None  # 年末预算结转结余
    projects: str | float | None  # 事业性经费支出中的项目支出
    project_pay: str | float | None  # 项目支出：工资福利支出
    project_subsidies: str | float | None  # 项目支出：对个人和家庭的补助支出
    project_goods: str | float | None  # 项目支出：商品和服务支出
    project_capital: str | float | None  # 项目支出：资本性支出
    project_construction: str | float | None  # 项目支出：资本性支出（基本建设）
    general_debt: str | float | None  # 地方政府一般债务收入安排的教育经费支出
    teaching_cost: str | float | None  # 其中：日常教学经费
    base_cost: str | float | None  # 其中：校内实训基地建设经费
    staff_cost: str | float | None  # 其中：教师队伍建设经费
    debt: str | float | None  # 年末债务余额
    bank_debt: str | float | None  # 金融机构贷款余额
    building_debt: str | float | None  # 拖欠工程款
    other_debt: str | float | None  # 其他债务余额
    prepared_by: str | None  # 填表会计
    remarks: str | None  # 备注


class ExpenditureItems(TypedDict, total=False):
    """经费支出: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 年度
    total: str | None  # 经费支出合计
    operating: str | None  # 事业性经费支出
    wages: str | None  # 工资福利支出
    base_pay: str | None  # 基本工资
    allowances: str | None  # 津贴补贴
    village_pay: str | None  # 其中：乡村教师补助
    performance: str | None  # 奖金及绩效工资
    bonus: str | None  # 奖金
    performance_pay: str | None  # 绩效工资
    meals: str | None  # 伙食补助费
    insurance: str | None  # 社会保障缴费
    pension_paid: str | None  # 机关事业单位基本养老保险缴费
    annuity_paid: str | None  # 职业年金缴费
    medical_paid: str | None  # 职工基本医疗保险缴费
    official_paid: str | None  # 公务员医疗补助缴费
    other_paid: str | None  # 其他社会保障缴费
    housing_fund: str | None  # 住房公积金
    medical_fee: str | None  # 医疗费
    other_pay: str | None  # 其他工资福利支出
    hired_pay: str | None  # 其中：外聘教职工工资福利支出
    subsidies: str | None  # 对个人和家庭的补助支出
    pensions: str | None  # 离退休费
    retired_cadres: str | None  # 离休费
    retired_staff: str | None  # 退休费
    severance: str | None  # 退职（役）费
    bereavement: str | None  # 抚恤金
    living_aid: str | None  # 生活补助
    relief: str | None  # 救济费
    medical: str | None  # 医疗费补助
    student_aid: str | None  # 奖助学金
    grants: str | None  # 其中：助学金
    scholarships: str | None  # 其中：奖学金
    student_meals: str | None  # 其中：学生伙食补助
    free_textbooks: str | None  # 其中：免费教科书
    rewards: str | None  # 奖励金
    other_subsidies: str | None  # 其他对个人和家庭的补助
    goods: str | None  # 商品和服务支出
    office: str | None  # 办公费
    printing: str | None  # 印刷费
    fees: str | None  # 手续费
    water: str | None  # 水费
    power: str | None  # 电费
    postage: str | None  # 邮电费
    heating: str | None  # 取暖费
    property_fee: str | None  # 物业管理费
    travel: str | None  # 差旅费
    abroad: str | None  # 因公出国（境）费用
    maintenance: str | None  # 维修（护）费
    rent: str | None  # 租赁费
    meetings: str | None  # 会议费
    training: str | None  # 培训费
    reception: str | None  # 公务接待费
    materials: str | None  # 专用材料费
    fuel: str | None  # 专用燃料费
    labour: str | None  # 劳务费
    entrusted: str | None  # 委托业务费
    union: str | None  # 工会经费
    welfare: str | None  # 福利费
    cars: str | None  # 公务用车运行维护费
    transport: str | None  # 其他交通费用
    school_bus: str | None  # 其中：校车运营费
    taxes: str | None  # 税金及附加费用
    other_goods: str | None  # 其他商品和服务支出
    liability: str | None  # 其中：校方责任险
    passed_on: str | None  # 其中：转拨给其他单位的经费
    capital: str | None  # 资本性支出
    buildings: str | None  # 房屋建筑物购建
    office_equipment: str | None  # 办公设备购置
    special_equipment: str | None  # 专用设备购置
    repairs: str | None  # 大型修缮
    network: str | None  # 信息网络及软件购置更新
    vehicles: str | None  # 交通工具购置
    official_cars: str | None  # 公务用车购置
    other_vehicles: str | None  # 其他交通工具购置
    relics: str | None  # 文物和陈列品购置
    intangible: str | None  # 无形资产购置
    other_capital: str | None  # 其他资本性支出
    books: str | None  # 其中：图书购置
    construction: str | None  # 资本性支出（基本建设）
    trading_cost: str | None  # 经营支出
    handed_up: str | None  # 上缴上级支出
    to_affiliates: str | None  # 对附属单位补助支出
    invested: str | None  # 投资支出
    repaid: str | None  # 债务还本支出
    other: str | None  # 其他支出
    interest: str | None  # 其中：利息支出
    given: str | None  # 其中：捐赠支出
    unplaced: str | None  # 尚未归入新项目的支出
    unplaced_detail: str | None  # 旧口径项目与金额
    balance: str | None  # 年末预算结转结余
    projects: str | None  # 事业性经费支出中的项目支出
    project_pay: str | None  # 项目支出：工资福利支出
    project_subsidies: str | None  # 项目支出：对个人和家庭的补助支出
    project_goods: str | None  # 项目支出：商品和服务支出
    project_capital: str | None  # 项目支出：资本性支出
    project_construction: str | None  # 项目支出：资本性支出（基本建设）
    general_debt: str | None  # 地方政府一般债务收入安排的教育经费支出
    teaching_cost: str | None  # 其中：日常教学经费
    base_cost: str | None  # 其中：校内实训基地建设经费
    staff_cost: str | None  # 其中：教师队伍建设经费
    debt: str | None  # 年末债务余额
    bank_debt: str | None  # 金融机构贷款余额
    building_debt: str | None  # 拖欠工程款
    other_debt: str | None  # 其他债务余额
    prepared_by: str | None  # 填表会计
    remarks: str | None  # 备注


class ExpenditureQuery(TypedDict, total=False):
    """经费支出: what lists are narrowed by."""

    sort: str
    year: str  # 年度
    total: str  # 经费支出合计
    operating: str  # 事业性经费支出
    wages: str  # 工资福利支出
    base_pay: str  # 基本工资
    allowances: str  # 津贴补贴
    village_pay: str  # 其中：乡村教师补助
    performance: str  # 奖金及绩效工资
    bonus: str  # 奖金
    performance_pay: str  # 绩效工资
    meals: str  # 伙食补助费
    insurance: str  # 社会保障缴费
    pension_paid: str  # 机关事业单位基本养老保险缴费
    annuity_paid: str  # 职业年金缴费
    medical_paid: str  # 职工基本医疗保险缴费
    official_paid: str  # 公务员医疗补助缴费
    other_paid: str  # 其他社会保障缴费
    housing_fund: str  # 住房公积金
    medical_fee: str  # 医疗费
    other_pay: str  # 其他工资福利支出
    hired_pay: str  # 其中：外聘教职工工资福利支出
    subsidies: str  # 对个人和家庭的补助支出
    pensions: str  # 离退休费
    retired_cadres: str  # 离休费
    retired_staff: str  # 退休费
    severance: str  # 退职（役）费
    bereavement: str  # 抚恤金
    living_aid: str  # 生活补助
    relief: str  # 救济费
    medical: str  # 医疗费补助
    student_aid: str  # 奖助学金
    grants: str  # 其中：助学金
    scholarships: str  # 其中：奖学金
    student_meals: str  # 其中：学生伙食补助
    free_textbooks: str  # 其中：免费教科书
    rewards: str  # 奖励金
    other_subsidies: str  # 其他对个人和家庭的补助
    goods: str  # 商品和服务支出
    office: str  # 办公费
    printing: str  # 印刷费
    fees: str  # 手续费
    water: str  # 水费
    power: str  # 电费
    postage: str  # 邮电费
    heating: str  # 取暖费
    property_fee: str  # 物业管理费
    travel: str  # 差旅费
    abroad: str  # 因公出国（境）费用
    maintenance: str  # 维修（护）费
    rent: str  # 租赁费
    meetings: str  # 会议费
    training: str  # 培训费
    reception: str  # 公务接待费
    materials: str  # 专用材料费
    fuel: str  # 专用燃料费
    labour: str  # 劳务费
    entrusted: str  # 委托业务费
    union: str  # 工会经费
    welfare: str  # 福利费
    cars: str  # 公务用车运行维护费
    transport: str  # 其他交通费用
    school_bus: str  # 其中：校车运营费
    taxes: str  # 税金及附加费用
    other_goods: str  # 其他商品和服务支出
    liability: str  # 其中：校方责任险
    passed_on: str  # 其中：转拨给其他单位的经费
    capital: str  # 资本性支出
    buildings: str  # 房屋建筑物购建
    office_equipment: str  # 办公设备购置
    special_equipment: str  # 专用设备购置
    repairs: str  # 大型修缮
    network: str  # 信息网络及软件购置更新
    vehicles: str  # 交通工具购置
    official_cars: str  # 公务用车购置
    other_vehicles: str  # 其他交通工具购置
    relics: str  # 文物和陈列品购置
    intangible: str  # 无形资产购置
    other_capital: str  # 其他资本性支出
    books: str  # 其中：图书购置
    construction: str  # 资本性支出（基本建设）
    trading_cost: str  # 经营支出
    handed_up: str  # 上缴上级支出
    to_affiliates: str  # 对附属单位补助支出
    invested: str  # 投资支出
    repaid: str  # 债务还本支出
    other: str  # 其他支出
    interest: str  # 其中：利息支出
    given: str  # 其中：捐赠支出
    unplaced: str  # 尚未归入新项目的支出
    unplaced_detail: str  # 旧口径项目与金额
    balance: str  # 年末预算结转结余
    projects: str  # 事业性经费支出中的项目支出
    project_pay: str  # 项目支出：工资福利支出
    project_subsidies: str  # 项目支出：对个人和家庭的补助支出
    project_goods: str  # 项目支出：商品和服务支出
    project_capital: str  # 项目支出：资本性支出
    project_construction: str  # 项目支出：资本性支出（基本建设）
    general_debt: str  # 地方政府一般债务收入安排的教育经费支出
    teaching_cost: str  # 其中：日常教学经费
    base_cost: str  # 其中：校内实训基地建设经费
    staff_cost: str  # 其中：教师队伍建设经费
    debt: str  # 年末债务余额
    bank_debt: str  # 金融机构贷款余额
    building_debt: str  # 拖欠工程款
    other_debt: str  # 其他债务余额
    prepared_by: str  # 填表会计
    remarks: str  # 备注


class ExpenditureForm(RecordForm[Expenditure, ExpenditureItems]):
    """经费支出."""

    key = "expenditure"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ExpenditureQuery]
    ) -> Iterator[Expenditure]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class Equipment(TypedDict):
    """教学仪器设备: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    fixed_assets: str | float | None  # 固定资产总值
    total_value: str | float | None  # 教学仪器设备总值
    training_value: str | float | None  # 专业实训仪器设备值
    computer_value: str | float | None  # 教学用计算机设备值
    media_value: str | float | None  # 多媒体教学设备值
    sports_value: str | float | None  # 体育艺术器材值
    other_value: str | float | None  # 其他教学仪器设备值
    added_value: str | float | None  # 当年新增教学仪器设备值
    added_public: str | float | None  # 新增中财政资金购置
    added_donated: str | float | None  # 新增中社会捐赠
    added_own: str | float | None  # 新增中自筹及其他
    scrapped_value: str | float | None  # 当年报废教学仪器设备值
    provided_value: str | float | None  # 企业提供准捐赠设备值
    items: int | None  # 教学仪器设备数量
    large_items: int | None  # 单价10万元以上设备数量
    large_value: str | float | None  # 单价10万元以上设备值
    computers: int | None  # 计算机总数
    teaching_computers: int | None  # 教学用计算机数
    office_computers: int | None  # 行政办公用计算机数
    new_computers: int | None  # 近五年购置的计算机数
    tablets: int | None  # 平板电脑数
    digital_terminals: int | None  # 数字终端数
    student_terminals: int | None  # 其中：学生终端数
    digital_value: str | float | None  # 信息化设备资产值
    software_value: str | float | None  # 其中：软件资产值
    media_rooms: int | None  # 多媒体教室数
    media_seats: int | None  # 多媒体教室座位数
    books: int | None  # 纸质图书藏量
    new_books: int | None  # 当年新增纸质图书
    e_books: int | None  # 电子图书藏量
    periodicals: int | None  # 报刊种数
    remarks: str | None  # 备注


class EquipmentItems(TypedDict, total=False):
    """教学仪器设备: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    fixed_assets: str | None  # 固定资产总值
    total_value: str | None  # 教学仪器设备总值
    training_value: str | None  # 专业实训仪器设备值
    computer_value: str | None  # 教学用计算机设备值
    media_value: str | None  # 多媒体教学设备值
    sports_value: str | None  # 体育艺术器材值
    other_value: str | None  # 其他教学仪器设备值
    added_value: str | None  # 当年新增教学仪器设备值
    added_public: str | None  # 新增中财政资金购置
    added_donated: str | None  # 新增中社会捐赠
    added_own: str | None  # 新增中自筹及其他
    scrapped_value: str | None  # 当年报废教学仪器设备值
    provided_value: str | None  # 企业提供准捐赠设备值
    items: int | None  # 教学仪器设备数量
    large_items: int | None  # 单价10万元以上设备数量
    large_value: str | None  # 单价10万元以上设备值
    computers: int | None  # 计算机总数
    teaching_computers: int | None  # 教学用计算机数
    office_computers: int | None  # 行政办公用计算机数
    new_computers: int | None  # 近五年购置的计算机数
    tablets: int | None  # 平板电脑数
    digital_terminals: int | None  # 数字终端数
    student_terminals: int | None  # 其中：学生终端数
    digital_value: str | None  # 信息化设备资产值
    software_value: str | None  # 其中：软件资产值
    media_rooms: int | None  # 多媒体教室数
    media_seats: int | None  # 多媒体教室座位数
    books: int | None  # 纸质图书藏量
    new_books: int | None  # 当年新增纸质图书
    e_books: int | None  # 电子图书藏量
    periodicals: int | None  # 报刊种数
    remarks: str | None  # 备注


class EquipmentQuery(TypedDict, total=False):
    """教学仪器设备: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    fixed_assets: str  # 固定资产总值
    total_value: str  # 教学仪器设备总值
    training_value: str  # 专业实训仪器设备值
    computer_value: str  # 教学用计算机设备值
    media_value: str  # 多媒体教学设备值
    sports_value: str  # 体育艺术器材值
    other_value: str  # 其他教学仪器设备值
    added_value: str  # 当年新增教学仪器设备值
    added_public: str  # 新增中财政资金购置
    added_donated: str  # 新增中社会捐赠
    added_own: str  # 新增中自筹及其他
    scrapped_value: str  # 当年报废教学仪器设备值
    provided_value: str  # 企业提供准捐赠设备值
    items: str  # 教学仪器设备数量
    large_items: str  # 单价10万元以上设备数量
    large_value: str  # 单价10万元以上设备值
    computers: str  # 计算机总数
    teaching_computers: str  # 教学用计算机数
    office_computers: str  # 行政办公用计算机数
    new_computers: str  # 近五年购置的计算机数
    tablets: str  # 平板电脑数
    digital_terminals: str  # 数字终端数
    student_terminals: str  # 其中：学生终端数
    digital_value: str  # 信息化设备资产值
    software_value: str  # 其中：软件资产值
    media_rooms: str  # 多媒体教室数
    media_seats: str  # 多媒体教室座位数
    books: str  # 纸质图书藏量
    new_books: str  # 当年新增纸质图书
    e_books: str  # 电子图书藏量
    periodicals: str  # 报刊种数
    remarks: str  # 备注


class EquipmentForm(RecordForm[Equipment, EquipmentItems]):
    """教学仪器设备."""

    key = "equipment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EquipmentQuery]
    ) -> Iterator[Equipment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class TrainingBase(TypedDict):
    """校内实训基地: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 实训基地编号
    name: str | None  # 实训基地名称
    kind: str | None  # 实训基地类型
    level: str | None  # 认定级别
    major: str | None  # 主要面向专业
    other_majors: str | None  # 共用专业
    department: str | None  # 管理机构
    head: str | None  # 基地负责人
    place: str | None  # 基地地点
    built: str | None  # 建成年月
    area: str | float | None  # 基地建筑面积
    rooms: int | None  # 实训室数
    seats: int | None  # 实训工位数
    equipment_items: int | None  # 设备数量
    equipment_value: str | float | None  # 设备总值
    added_value: str | float | None  # 当年新增设备值
    provided_value: str | float | None  # 企业提供设备值
    projects: int | None  # 实训项目数
    person_hours: int | None  # 年实训人时数
    trainees: int | None  # 社会培训人次
    assessed: int | None  # 技能评价人次
    managers: int | None  # 管理人员数
    joint: bool | None  # 是否校企共建
    partner: str | None  # 共建企业名称
    safety_rules: bool | None  # 是否有安全操作规程
    remarks: str | None  # 备注


class TrainingBaseItems(TypedDict, total=False):
    """校内实训基地: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 实训基地编号
    name: str | None  # 实训基地名称
    kind: str | None  # 实训基地类型
    level: str | None  # 认定级别
    major: str | None  # 主要面向专业
    other_majors: str | None  # 共用专业
    department: str | None  # 管理机构
    head: str | None  # 基地负责人
    place: str | None  # 基地地点
    built: str | None  # 建成年月
    area: str | None  # 基地建筑面积
    rooms: int | None  # 实训室数
    seats: int | None  # 实训工位数
    equipment_items: int | None  # 设备数量
    equipment_value: str | None  # 设备总值
    added_value: str | None  # 当年新增设备值
    provided_value: str | None  # 企业提供设备值
    projects: int | None  # 实训项目数
    person_hours: int | None  # 年实训人时数
    trainees: int | None  # 社会培训人次
    assessed: int | None  # 技能评价人次
    managers: int | None  # 管理人员数
    joint: bool | None  # 是否校企共建
    partner: str | None  # 共建企业名称
    safety_rules: bool | None  # 是否有安全操作规程
    remarks: str | None  # 备注


class TrainingBaseQuery(TypedDict, total=False):
    """校内实训基地: what lists are narrowed by."""

    sort: str
    number: str  # 实训基地编号
    name: str  # 实训基地名称
    kind: str  # 实训基地类型
    level: str  # 认定级别
    major: str  # 主要面向专业
    other_majors: str  # 共用专业
    department: str  # 管理机构
    head: str  # 基地负责人
    place: str  # 基地地点
    built: str  # 建成年月
    area: str  # 基地建筑面积
    rooms: str  # 实训室数
    seats: str  # 实训工位数
    equipment_items: str  # 设备数量
    equipment_value: str  # 设备总值
    added_value: str  # 当年新增设备值
    provided_value: str  # 企业提供设备值
    projects: str  # 实训项目数
    person_hours: str  # 年实训人时数
    trainees: str  # 社会培训人次
    assessed: str  # 技能评价人次
    managers: str  # 管理人员数
    joint: str  # 是否校企共建
    partner: str  # 共建企业名称
    safety_rules: str  # 是否有安全操作规程
    remarks: str  # 备注


class TrainingBaseForm(RecordForm[TrainingBase, TrainingBaseItems]):
    """校内实训基地."""

    key = "training_base"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[TrainingBaseQuery]
    ) -> Iterator[TrainingBase]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class DigitalResource(TypedDict):
    """数字化教学资源: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 资源编号
    name: str | None  # 资源名称
    kind: str | None  # 资源类型
    origin: str | None  # 资源来源
    level: str | None  # 立项级别
    major: str | None  # 面向专业
    course: str | None  # 对应课程
    head: str | None  # 资源负责人
    platform: str | None  # 所在平台
    partner: str | None  # 开发或供应单位
    acquired: str | None  # 启用年月
    cost: str | float | None  # 累计投入
    size: int | None  # 资源容量
    items: int | None  # 素材数量
    videos: int | None  # 视频素材数
    updated_items: int | None  # 当年更新素材数
    users: int | None  # 当年使用学生数
    outside_users: int | None  # 当年校外使用人数
    open_access: bool | None  # 是否向社会开放
    remarks: str | None  # 备注


class DigitalResourceItems(TypedDict, total=False):
    """数字化教学资源: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 资源编号
    name: str | None  # 资源名称
    kind: str | None  # 资源类型
    origin: str | None  # 资源来源
    level: str | None  # 立项级别
    major: str | None  # 面向专业
    course: str | None  # 对应课程
    head: str | None  # 资源负责人
    platform: str | None  # 所在平台
    partner: str | None  # 开发或供应单位
    acquired: str | None  # 启用年月
    cost: str | None  # 累计投入
    size: int | None  # 资源容量
    items: int | None  # 素材数量
    videos: int | None  # 视频素材数
    updated_items: int | None  # 当年更新素材数
    users: int | None  # 当年使用学生数
    outside_users: int | None  # 当年校外使用人数
    open_access: bool | None  # 是否向社会开放
    remarks: str | None  # 备注


class DigitalResourceQuery(TypedDict, total=False):
    """数字化教学资源: what lists are narrowed by."""

    sort: str
    number: str  # 资源编号
    name: str  # 资源名称
    kind: str  # 资源类型
    origin: str  # 资源来源
    level: str  # 立项级别
    major: str  # 面向专业
    course: str  # 对应课程
    head: str  # 资源负责人
    platform: str  # 所在平台
    partner: str  # 开发或供应单位
    acquired: str  # 启用年月
    cost: str  # 累计投入
    size: str  # 资源容量
    items: str  # 素材数量
    videos: str  # 视频素材数
    updated_items: str  # 当年更新素材数
    users: str  # 当年使用学生数
    outside_users: str  # 当年校外使用人数
    open_access: str  # 是否向社会开放
    remarks: str  # 备注


class DigitalResourceForm(RecordForm[DigitalResource, DigitalResourceItems]):
    """数字化教学资源."""

    key = "digital_resource"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[DigitalResourceQuery]
    ) -> Iterator[DigitalResource]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class AidGiven(TypedDict):
    """帮扶情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 帮扶编号
    name: str | None  # 帮扶项目名称
    basis: str | None  # 帮扶关系来源
    partner: str | None  # 受援单位名称
    partner_kind: str | None  # 受援单位类别
    region: str | None  # 受援单位所在地
    economy: str | None  # 受援地区经济属性
    content: list[str] | None  # 帮扶内容
    agreement: bool | None  # 是否签订帮扶协议
    document: str | None  # 任务文件文号
    started: str | None  # 帮扶开始日期
    ended: str | None  # 帮扶终止日期
    department: str | None  # 负责机构
    head: str | None  # 帮扶负责人
    major: str | None  # 对口建设专业
    teachers_sent: int | None  # 派出教师人数
    teachers_received: int | None  # 接收跟岗人数
    teachers_trained: int | None  # 培训受援教师人次
    students_received: int | None  # 接收受援地区学生数
    poor_students: int | None  # 其中建档立卡学生数
    graduates_placed: int | None  # 推荐就业人数
    trained: int | None  # 技能培训人次
    poor_trained: int | None  # 其中建档立卡劳动力人次
    households: int | None  # 结对联系户数
    majors_built: int | None  # 帮助建设专业数
    courses_shared: int | None  # 共享数字课程数
    total: str | float | None  # 投入折合总额
    money: str | float | None  # 资金投入
    equipment: str | float | None  # 捐赠设备折价
    goods: str | float | None  # 捐赠物资折价
    purchases: str | float | None  # 消费帮扶金额
    result: str | None  # 帮扶成效
    remarks: str | None  # 备注


class AidGivenItems(TypedDict, total=False):
    """帮扶情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 帮扶编号
    name: str | None  # 帮扶项目名称
    basis: str | None  # 帮扶关系来源
    partner: str | None  # 受援单位名称
    partner_kind: str | None  # 受援单位类别
    region: str | None  # 受援单位所在地
    economy: str | None  # 受援地区经济属性
    content: list[str] | None  # 帮扶内容
    agreement: bool | None  # 是否签订帮扶协议
    document: str | None  # 任务文件文号
    started: str | None  # 帮扶开始日期
    ended: str | None  # 帮扶终止日期
    department: str | None  # 负责机构
    head: str | None  # 帮扶负责人
    major: str | None  # 对口建设专业
    teachers_sent: int | None  # 派出教师人数
    teachers_received: int | None  # 接收跟岗人数
    teachers_trained: int | None  # 培训受援教师人次
    students_received: int | None  # 接收受援地区学生数
    poor_students: int | None  # 其中建档立卡学生数
    graduates_placed: int | None  # 推荐就业人数
    trained: int | None  # 技能培训人次
    poor_trained: int | None  # 其中建档立卡劳动力人次
    households: int | None  # 结对联系户数
    majors_built: int | None  # 帮助建设专业数
    courses_shared: int | None  # 共享数字课程数
    total: str | None  # 投入折合总额
    money: str | None  # 资金投入
    equipment: str | None  # 捐赠设备折价
    goods: str | None  # 捐赠物资折价
    purchases: str | None  # 消费帮扶金额
    result: str | None  # 帮扶成效
    remarks: str | None  # 备注


class AidGivenQuery(TypedDict, total=False):
    """帮扶情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 帮扶编号
    name: str  # 帮扶项目名称
    basis: str  # 帮扶关系来源
    partner: str  # 受援单位名称
    partner_kind: str  # 受援单位类别
    region: str  # 受援单位所在地
    economy: str  # 受援地区经济属性
    content: str  # 帮扶内容
    agreement: str  # 是否签订帮扶协议
    document: str  # 任务文件文号
    started: str  # 帮扶开始日期
    ended: str  # 帮扶终止日期
    department: str  # 负责机构
    head: str  # 帮扶负责人
    major: str  # 对口建设专业
    teachers_sent: str  # 派出教师人数
    teachers_received: str  # 接收跟岗人数
    teachers_trained: str  # 培训受援教师人次
    students_received: str  # 接收受援地区学生数
    poor_students: str  # 其中建档立卡学生数
    graduates_placed: str  # 推荐就业人数
    trained: str  # 技能培训人次
    poor_trained: str  # 其中建档立卡劳动力人次
    households: str  # 结对联系户数
    majors_built: str  # 帮助建设专业数
    courses_shared: str  # 共享数字课程数
    total: str  # 投入折合总额
    money: str  # 资金投入
    equipment: str  # 捐赠设备折价
    goods: str  # 捐赠物资折价
    purchases: str  # 消费帮扶金额
    result: str  # 帮扶成效
    remarks: str  # 备注


class AidGivenForm(RecordForm[AidGiven, AidGivenItems]):
    """帮扶情况."""

    key = "aid_given"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[AidGivenQuery]
    ) -> Iterator[AidGiven]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class AidReceived(TypedDict):
    """被帮扶情况: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 受援编号
    name: str | None  # 受援项目名称
    basis: str | None  # 帮扶关系来源
    helper: str | None  # 帮扶单位名称
    helper_kind: str | None  # 帮扶单位类别
    region: str | None  # 帮扶单位所在地
    content: list[str] | None  # 帮扶内容
    agreement: bool | None  # 是否签订帮扶协议
    started: str | None  # 帮扶开始日期
    ended: str | None  # 帮扶终止日期
    department: str | None  # 对接机构
    head: str | None  # 对接负责人
    major: str | None  # 受援专业
    experts: int | None  # 接收支教挂职人数
    expert_months: int | None  # 支教挂职人月数
    teachers_sent: int | None  # 派出跟岗人数
    teachers_trained: int | None  # 受训教师人次
    students_sent: int | None  # 赴帮扶单位就读学生数
    poor_students: int | None  # 其中建档立卡学生数
    graduates_placed: int | None  # 帮助就业毕业生数
    aided_students: int | None  # 受资助学生数
    majors_built: int | None  # 帮助建设专业数
    bases_built: int | None  # 帮助建设实训基地数
    courses_shared: int | None  # 获得共享数字课程数
    total: str | float | None  # 接受帮扶折合总额
    money: str | float | None  # 资金
    equipment: str | float | None  # 设备折价
    goods: str | float | None  # 物资折价
    result: str | None  # 受援成效
    difficulties: str | None  # 存在困难与需求
    remarks: str | None  # 备注


class AidReceivedItems(TypedDict, total=False):
    """被帮扶情况: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 受援编号
    name: str | None  # 受援项目名称
    basis: str | None  # 帮扶关系来源
    helper: str | None  # 帮扶单位名称
    helper_kind: str | None  # 帮扶单位类别
    region: str | None  # 帮扶单位所在地
    content: list[str] | None  # 帮扶内容
    agreement: bool | None  # 是否签订帮扶协议
    started: str | None  # 帮扶开始日期
    ended: str | None  # 帮扶终止日期
    department: str | None  # 对接机构
    head: str | None  # 对接负责人
    major: str | None  # 受援专业
    experts: int | None  # 接收支教挂职人数
    expert_months: int | None  # 支教挂职人月数
    teachers_sent: int | None  # 派出跟岗人数
    teachers_trained: int | None  # 受训教师人次
    students_sent: int | None  # 赴帮扶单位就读学生数
    poor_students: int | None  # 其中建档立卡学生数
    graduates_placed: int | None  # 帮助就业毕业生数
    aided_students: int | None  # 受资助学生数
    majors_built: int | None  # 帮助建设专业数
    bases_built: int | None  # 帮助建设实训基地数
    courses_shared: int | None  # 获得共享数字课程数
    total: str | None  # 接受帮扶折合总额
    money: str | None  # 资金
    equipment: str | None  # 设备折价
    goods: str | None  # 物资折价
    result: str | None  # 受援成效
    difficulties: str | None  # 存在困难与需求
    remarks: str | None  # 备注


class AidReceivedQuery(TypedDict, total=False):
    """被帮扶情况: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 受援编号
    name: str  # 受援项目名称
    basis: str  # 帮扶关系来源
    helper: str  # 帮扶单位名称
    helper_kind: str  # 帮扶单位类别
    region: str  # 帮扶单位所在地
    content: str  # 帮扶内容
    agreement: str  # 是否签订帮扶协议
    started: str  # 帮扶开始日期
    ended: str  # 帮扶终止日期
    department: str  # 对接机构
    head: str  # 对接负责人
    major: str  # 受援专业
    experts: str  # 接收支教挂职人数
    expert_months: str  # 支教挂职人月数
    teachers_sent: str  # 派出跟岗人数
    teachers_trained: str  # 受训教师人次
    students_sent: str  # 赴帮扶单位就读学生数
    poor_students: str  # 其中建档立卡学生数
    graduates_placed: str  # 帮助就业毕业生数
    aided_students: str  # 受资助学生数
    majors_built: str  # 帮助建设专业数
    bases_built: str  # 帮助建设实训基地数
    courses_shared: str  # 获得共享数字课程数
    total: str  # 接受帮扶折合总额
    money: str  # 资金
    equipment: str  # 设备折价
    goods: str  # 物资折价
    result: str  # 受援成效
    difficulties: str  # 存在困难与需求
    remarks: str  # 备注


class AidReceivedForm(RecordForm[AidReceived, AidReceivedItems]):
    """被帮扶情况."""

    key = "aid_received"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[AidReceivedQuery]
    ) -> Iterator[AidReceived]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class JointProgramme(TypedDict):
    """合作办学: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 合作办学编号
    name: str | None  # 合作项目名称
    kind: str | None  # 合作办学类型
    segments: str | None  # 分段培养方式
    joint: str | None  # 联招合作类型
    partner: str | None  # 合作院校名称
    partner_kind: str | None  # 合作院校类别
    region: str | None  # 合作院校所在地
    major: str | None  # 本校合作专业
    partner_major: str | None  # 对方衔接专业
    approval: str | None  # 批准文号
    approval_file: list[dict[str, Any]] | None  # 批准文件
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    head: str | None  # 项目负责人
    own_years: int | None  # 在本校学习年数
    partner_years: int | None  # 在对方学习年数
    planned: int | None  # 当年招生计划数
    enrolled: int | None  # 当年招生数
    students: int | None  # 在校学生数
    poor_students: int | None  # 其中建档立卡学生数
    finishing: int | None  # 当年完成本校学段人数
    moved_on: int | None  # 当年转段升学人数
    classes: int | None  # 在校班级数
    joint_courses: int | None  # 一体化课程数
    partner_teachers: int | None  # 对方派来教师数
    sent_teachers: int | None  # 本校派出教师数
    fund: str | float | None  # 当年合作经费
    one_plan: bool | None  # 是否有一体化培养方案
    running: bool | None  # 是否继续招生
    remarks: str | None  # 备注


class JointProgrammeItems(TypedDict, total=False):
    """合作办学: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 合作办学编号
    name: str | None  # 合作项目名称
    kind: str | None  # 合作办学类型
    segments: str | None  # 分段培养方式
    joint: str | None  # 联招合作类型
    partner: str | None  # 合作院校名称
    partner_kind: str | None  # 合作院校类别
    region: str | None  # 合作院校所在地
    major: str | None  # 本校合作专业
    partner_major: str | None  # 对方衔接专业
    approval: str | None  # 批准文号
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    head: str | None  # 项目负责人
    own_years: int | None  # 在本校学习年数
    partner_years: int | None  # 在对方学习年数
    planned: int | None  # 当年招生计划数
    enrolled: int | None  # 当年招生数
    students: int | None  # 在校学生数
    poor_students: int | None  # 其中建档立卡学生数
    finishing: int | None  # 当年完成本校学段人数
    moved_on: int | None  # 当年转段升学人数
    classes: int | None  # 在校班级数
    joint_courses: int | None  # 一体化课程数
    partner_teachers: int | None  # 对方派来教师数
    sent_teachers: int | None  # 本校派出教师数
    fund: str | None  # 当年合作经费
    one_plan: bool | None  # 是否有一体化培养方案
    running: bool | None  # 是否继续招生
    remarks: str | None  # 备注


class JointProgrammeQuery(TypedDict, total=False):
    """合作办学: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 合作办学编号
    name: str  # 合作项目名称
    kind: str  # 合作办学类型
    segments: str  # 分段培养方式
    joint: str  # 联招合作类型
    partner: str  # 合作院校名称
    partner_kind: str  # 合作院校类别
    region: str  # 合作院校所在地
    major: str  # 本校合作专业
    partner_major: str  # 对方衔接专业
    approval: str  # 批准文号
    approval_file: str  # 批准文件
    agreed: str  # 协议签订日期
    agreed_until: str  # 协议终止日期
    head: str  # 项目负责人
    own_years: str  # 在本校学习年数
    partner_years: str  # 在对方学习年数
    planned: str  # 当年招生计划数
    enrolled: str  # 当年招生数
    students: str  # 在校学生数
    poor_students: str  # 其中建档立卡学生数
    finishing: str  # 当年完成本校学段人数
    moved_on: str  # 当年转段升学人数
    classes: str  # 在校班级数
    joint_courses: str  # 一体化课程数
    partner_teachers: str  # 对方派来教师数
    sent_teachers: str  # 本校派出教师数
    fund: str  # 当年合作经费
    one_plan: str  # 是否有一体化培养方案
    running: str  # 是否继续招生
    remarks: str  # 备注


class JointProgrammeForm(RecordForm[JointProgramme, JointProgrammeItems]):
    """合作办学."""

    key = "joint_programme"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[JointProgrammeQuery]
    ) -> Iterator[JointProgramme]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ItConditions(TypedDict):
    """信息化条件: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    level: str | None  # 数字校园试点级别
    website: str | None  # 学校门户网址
    leader: str | None  # 信息化工作分管领导
    department: str | None  # 信息化管理机构
    full_time_staff: int | None  # 信息化专职人员数
    part_time_staff: int | None  # 信息化兼职人员数
    planned: bool | None  # 是否有信息化发展规划
    bandwidth: int | None  # 互联网出口带宽
    research_network: bool | None  # 是否接入教育科研网或教育专网
    backbone: int | None  # 校园网主干带宽
    wired_points: int | None  # 有线信息点数
    wireless: str | None  # 无线网络覆盖范围
    access_points: int | None  # 无线接入点数
    ipv6: bool | None  # 是否支持IPv6
    data_centre: str | None  # 数据中心建设方式
    room_area: str | float | None  # 中心机房面积
    servers: int | None  # 服务器数
    storage: int | None  # 存储容量
    media_rooms: int | None  # 网络多媒体教室数
    smart_rooms: int | None  # 智慧教室数
    recording_rooms: int | None  # 录播教室数
    virtual_rooms: int | None  # 虚拟仿真实训室数
    computer_rooms: int | None  # 计算机机房数
    student_terminals: int | None  # 学生用终端数
    teacher_terminals: int | None  # 教师用终端数
    systems: list[str] | None  # 在用信息系统
    unified_login: bool | None  # 是否实现统一身份认证
    shared_data: bool | None  # 是否实现数据共享
    online_services: int | None  # 网上可办事项数
    courses: int | None  # 网络教学平台课程数
    resources: int | None  # 数字教学资源总量
    teacher_spaces: int | None  # 开通网络学习空间教师数
    student_spaces: int | None  # 开通网络学习空间学生数
    security_head: str | None  # 网络安全责任人
    security_grade: str | None  # 最高等级保护级别
    graded_systems: int | None  # 已备案等级保护系统数
    security_drills: int | None  # 网络安全演练次数
    incidents: int | None  # 网络安全事件数
    outage_hours: int | None  # 全年网络中断时长
    total: str | float | None  # 当年信息化投入
    hardware: str | float | None  # 网络与硬件投入
    software: str | float | None  # 软件与系统投入
    content: str | float | None  # 数字资源投入
    training: str | float | None  # 信息化培训投入
    running: str | float | None  # 运行维护投入
    remarks: str | None  # 备注


class ItConditionsItems(TypedDict, total=False):
    """信息化条件: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    level: str | None  # 数字校园试点级别
    website: str | None  # 学校门户网址
    leader: str | None  # 信息化工作分管领导
    department: str | None  # 信息化管理机构
    full_time_staff: int | None  # 信息化专职人员数
    part_time_staff: int | None  # 信息化兼职人员数
    planned: bool | None  # 是否有信息化发展规划
    bandwidth: int | None  # 互联网出口带宽
    research_network: bool | None  # 是否接入教育科研网或教育专网
    backbone: int | None  # 校园网主干带宽
    wired_points: int | None  # 有线信息点数
    wireless: str | None  # 无线网络覆盖范围
    access_points: int | None  # 无线接入点数
    ipv6: bool | None  # 是否支持IPv6
    data_centre: str | None  # 数据中心建设方式
    room_area: str | None  # 中心机房面积
    servers: int | None  # 服务器数
    storage: int | None  # 存储容量
    media_rooms: int | None  # 网络多媒体教室数
    smart_rooms: int | None  # 智慧教室数
    recording_rooms: int | None  # 录播教室数
    virtual_rooms: int | None  # 虚拟仿真实训室数
    computer_rooms: int | None  # 计算机机房数
    student_terminals: int | None  # 学生用终端数
    teacher_terminals: int | None  # 教师用终端数
    systems: list[str] | None  # 在用信息系统
    unified_login: bool | None  # 是否实现统一身份认证
    shared_data: bool | None  # 是否实现数据共享
    online_services: int | None  # 网上可办事项数
    courses: int | None  # 网络教学平台课程数
    resources: int | None  # 数字教学资源总量
    teacher_spaces: int | None  # 开通网络学习空间教师数
    student_spaces: int | None  # 开通网络学习空间学生数
    security_head: str | None  # 网络安全责任人
    security_grade: str | None  # 最高等级保护级别
    graded_systems: int | None  # 已备案等级保护系统数
    security_drills: int | None  # 网络安全演练次数
    incidents: int | None  # 网络安全事件数
    outage_hours: int | None  # 全年网络中断时长
    total: str | None  # 当年信息化投入
    hardware: str | None  # 网络与硬件投入
    software: str | None  # 软件与系统投入
    content: str | None  # 数字资源投入
    training: str | None  # 信息化培训投入
    running: str | None  # 运行维护投入
    remarks: str | None  # 备注


class ItConditionsQuery(TypedDict, total=False):
    """信息化条件: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    level: str  # 数字校园试点级别
    website: str  # 学校门户网址
    leader: str  # 信息化工作分管领导
    department: str  # 信息化管理机构
    full_time_staff: str  # 信息化专职人员数
    part_time_staff: str  # 信息化兼职人员数
    planned: str  # 是否有信息化发展规划
    bandwidth: str  # 互联网出口带宽
    research_network: str  # 是否接入教育科研网或教育专网
    backbone: str  # 校园网主干带宽
    wired_points: str  # 有线信息点数
    wireless: str  # 无线网络覆盖范围
    access_points: str  # 无线接入点数
    ipv6: str  # 是否支持IPv6
    data_centre: str  # 数据中心建设方式
    room_area: str  # 中心机房面积
    servers: str  # 服务器数
    storage: str  # 存储容量
    media_rooms: str  # 网络多媒体教室数
    smart_rooms: str  # 智慧教室数
    recording_rooms: str  # 录播教室数
    virtual_rooms: str  # 虚拟仿真实训室数
    computer_rooms: str  # 计算机机房数
    student_terminals: str  # 学生用终端数
    teacher_terminals: str  # 教师用终端数
    systems: str  # 在用信息系统
    unified_login: str  # 是否实现统一身份认证
    shared_data: str  # 是否实现数据共享
    online_services: str  # 网上可办事项数
    courses: str  # 网络教学平台课程数
    resources: str  # 数字教学资源总量
    teacher_spaces: str  # 开通网络学习空间教师数
    student_spaces: str  # 开通网络学习空间学生数
    security_head: str  # 网络安全责任人
    security_grade: str  # 最高等级保护级别
    graded_systems: str  # 已备案等级保护系统数
    security_drills: str  # 网络安全演练次数
    incidents: str  # 网络安全事件数
    outage_hours: str  # 全年网络中断时长
    total: str  # 当年信息化投入
    hardware: str  # 网络与硬件投入
    software: str  # 软件与系统投入
    content: str  # 数字资源投入
    training: str  # 信息化培训投入
    running: str  # 运行维护投入
    remarks: str  # 备注


class ItConditionsForm(RecordForm[ItConditions, ItConditionsItems]):
    """信息化条件."""

    key = "it_conditions"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ItConditionsQuery]
    ) -> Iterator[ItConditions]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ItCapability(TypedDict):
    """教师团队信息化能力: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    teachers: int | None  # 专任教师总数
    basic: int | None  # 基本应用级教师数
    skilled: int | None  # 熟练应用级教师数
    leading: int | None  # 创新引领级教师数
    unable: int | None  # 未达到基本应用的教师数
    assessed: int | None  # 参加能力测评教师数
    passed: int | None  # 测评合格教师数
    trained: int | None  # 本学年参加信息化培训教师数
    long_trained: int | None  # 五年累计满50学时教师数
    trained_outside: int | None  # 参加省级以上信息化培训教师数
    sessions: int | None  # 校本信息化培训次数
    leaders: int | None  # 信息化管理团队人数
    coaches: int | None  # 信息化培训指导团队人数
    chief: str | None  # 团队负责人
    blended: int | None  # 开展混合式教学教师数
    online: int | None  # 开展线上直播教学教师数
    virtual: int | None  # 使用虚拟仿真教学教师数
    spaces: int | None  # 开通并使用网络学习空间教师数
    builders: int | None  # 参与数字资源建设教师数
    course_leaders: int | None  # 主持在线课程教师数
    courses: int | None  # 教师自建在线课程数
    micro: int | None  # 当年新建微课数
    textbooks: int | None  # 新形态教材数
    entries: int | None  # 参加教学能力比赛团队数
    national: int | None  # 国家级比赛获奖团队数
    provincial: int | None  # 省级比赛获奖团队数
    municipal: int | None  # 市级比赛获奖团队数
    projects: int | None  # 信息化课题数
    papers: int | None  # 信息化论文数
    share: int | None  # 信息化教学课时数
    periods: int | None  # 全年总课时数
    fund: str | float | None  # 信息化能力提升经费
    remarks: str | None  # 备注


class ItCapabilityItems(TypedDict, total=False):
    """教师团队信息化能力: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    teachers: int | None  # 专任教师总数
    basic: int | None  # 基本应用级教师数
    skilled: int | None  # 熟练应用级教师数
    leading: int | None  # 创新引领级教师数
    unable: int | None  # 未达到基本应用的教师数
    assessed: int | None  # 参加能力测评教师数
    passed: int | None  # 测评合格教师数
    trained: int | None  # 本学年参加信息化培训教师数
    long_trained: int | None  # 五年累计满50学时教师数
    trained_outside: int | None  # 参加省级以上信息化培训教师数
    sessions: int | None  # 校本信息化培训次数
    leaders: int | None  # 信息化管理团队人数
    coaches: int | None  # 信息化培训指导团队人数
    chief: str | None  # 团队负责人
    blended: int | None  # 开展混合式教学教师数
    online: int | None  # 开展线上直播教学教师数
    virtual: int | None  # 使用虚拟仿真教学教师数
    spaces: int | None  # 开通并使用网络学习空间教师数
    builders: int | None  # 参与数字资源建设教师数
    course_leaders: int | None  # 主持在线课程教师数
    courses: int | None  # 教师自建在线课程数
    micro: int | None  # 当年新建微课数
    textbooks: int | None  # 新形态教材数
    entries: int | None  # 参加教学能力比赛团队数
    national: int | None  # 国家级比赛获奖团队数
    provincial: int | None  # 省级比赛获奖团队数
    municipal: int | None  # 市级比赛获奖团队数
    projects: int | None  # 信息化课题数
    papers: int | None  # 信息化论文数
    share: int | None  # 信息化教学课时数
    periods: int | None  # 全年总课时数
    fund: str | None  # 信息化能力提升经费
    remarks: str | None  # 备注


class ItCapabilityQuery(TypedDict, total=False):
    """教师团队信息化能力: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    teachers: str  # 专任教师总数
    basic: str  # 基本应用级教师数
    skilled: str  # 熟练应用级教师数
    leading: str  # 创新引领级教师数
    unable: str  # 未达到基本应用的教师数
    assessed: str  # 参加能力测评教师数
    passed: str  # 测评合格教师数
    trained: str  # 本学年参加信息化培训教师数
    long_trained: str  # 五年累计满50学时教师数
    trained_outside: str  # 参加省级以上信息化培训教师数
    sessions: str  # 校本信息化培训次数
    leaders: str  # 信息化管理团队人数
    coaches: str  # 信息化培训指导团队人数
    chief: str  # 团队负责人
    blended: str  # 开展混合式教学教师数
    online: str  # 开展线上直播教学教师数
    virtual: str  # 使用虚拟仿真教学教师数
    spaces: str  # 开通并使用网络学习空间教师数
    builders: str  # 参与数字资源建设教师数
    course_leaders: str  # 主持在线课程教师数
    courses: str  # 教师自建在线课程数
    micro: str  # 当年新建微课数
    textbooks: str  # 新形态教材数
    entries: str  # 参加教学能力比赛团队数
    national: str  # 国家级比赛获奖团队数
    provincial: str  # 省级比赛获奖团队数
    municipal: str  # 市级比赛获奖团队数
    projects: str  # 信息化课题数
    papers: str  # 信息化论文数
    share: str  # 信息化教学课时数
    periods: str  # 全年总课时数
    fund: str  # 信息化能力提升经费
    remarks: str  # 备注


class ItCapabilityForm(RecordForm[ItCapability, ItCapabilityItems]):
    """教师团队信息化能力."""

    key = "it_capability"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ItCapabilityQuery]
    ) -> Iterator[ItCapability]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EastWestCoverage(TypedDict):
    """东西协作全覆盖行动: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 协作编号
    role: str | None  # 本校角色
    partner: str | None  # 协作院校名称
    partner_code: str | None  # 协作院校标识码
    partner_kind: str | None  # 协作单位类别
    region: str | None  # 协作单位所在地
    economy: str | None  # 受援地区经济属性
    group: str | None  # 所属职教集团
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    document: str | None  # 结对文件文号
    head: str | None  # 本校负责人
    content: list[str] | None  # 协作内容
    major: str | None  # 本校协作专业
    majors: int | None  # 共建专业数
    bases: int | None  # 共建实训基地数
    courses: int | None  # 共享课程数
    east_teachers: int | None  # 东部派出教师人数
    west_teachers: int | None  # 西部跟岗教师人数
    trained: int | None  # 培训西部教师人次
    exchange_students: int | None  # 学生交流人次
    joint_students: int | None  # 联合培养学生数
    poor_students: int | None  # 其中建档立卡学生数
    employed: int | None  # 推荐到东部就业人数
    total: str | float | None  # 支援投入合计
    money: str | float | None  # 支援资金
    equipment: str | float | None  # 设备折价
    goods: str | float | None  # 图书物资折价
    reported: bool | None  # 是否纳入省级台账
    result: str | None  # 协作成效
    remarks: str | None  # 备注


class EastWestCoverageItems(TypedDict, total=False):
    """东西协作全覆盖行动: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 协作编号
    role: str | None  # 本校角色
    partner: str | None  # 协作院校名称
    partner_code: str | None  # 协作院校标识码
    partner_kind: str | None  # 协作单位类别
    region: str | None  # 协作单位所在地
    economy: str | None  # 受援地区经济属性
    group: str | None  # 所属职教集团
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 协议终止日期
    document: str | None  # 结对文件文号
    head: str | None  # 本校负责人
    content: list[str] | None  # 协作内容
    major: str | None  # 本校协作专业
    majors: int | None  # 共建专业数
    bases: int | None  # 共建实训基地数
    courses: int | None  # 共享课程数
    east_teachers: int | None  # 东部派出教师人数
    west_teachers: int | None  # 西部跟岗教师人数
    trained: int | None  # 培训西部教师人次
    exchange_students: int | None  # 学生交流人次
    joint_students: int | None  # 联合培养学生数
    poor_students: int | None  # 其中建档立卡学生数
    employed: int | None  # 推荐到东部就业人数
    total: str | None  # 支援投入合计
    money: str | None  # 支援资金
    equipment: str | None  # 设备折价
    goods: str | None  # 图书物资折价
    reported: bool | None  # 是否纳入省级台账
    result: str | None  # 协作成效
    remarks: str | None  # 备注


class EastWestCoverageQuery(TypedDict, total=False):
    """东西协作全覆盖行动: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 协作编号
    role: str  # 本校角色
    partner: str  # 协作院校名称
    partner_code: str  # 协作院校标识码
    partner_kind: str  # 协作单位类别
    region: str  # 协作单位所在地
    economy: str  # 受援地区经济属性
    group: str  # 所属职教集团
    agreed: str  # 协议签订日期
    agreed_until: str  # 协议终止日期
    document: str  # 结对文件文号
    head: str  # 本校负责人
    content: str  # 协作内容
    major: str  # 本校协作专业
    majors: str  # 共建专业数
    bases: str  # 共建实训基地数
    courses: str  # 共享课程数
    east_teachers: str  # 东部派出教师人数
    west_teachers: str  # 西部跟岗教师人数
    trained: str  # 培训西部教师人次
    exchange_students: str  # 学生交流人次
    joint_students: str  # 联合培养学生数
    poor_students: str  # 其中建档立卡学生数
    employed: str  # 推荐到东部就业人数
    total: str  # 支援投入合计
    money: str  # 支援资金
    equipment: str  # 设备折价
    goods: str  # 图书物资折价
    reported: str  # 是否纳入省级台账
    result: str  # 协作成效
    remarks: str  # 备注


class EastWestCoverageForm(RecordForm[EastWestCoverage, EastWestCoverageItems]):
    """东西协作全覆盖行动."""

    key = "east_west_coverage"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EastWestCoverageQuery]
    ) -> Iterator[EastWestCoverage]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EastWestEnrolment(TypedDict):
    """东西兜底招生: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 招生协作编号
    role: str | None  # 本校角色
    partner: str | None  # 协作院校名称
    region: str | None  # 协作院校所在地
    source_region: str | None  # 生源地
    major: str | None  # 本校对应专业
    partner_major: str | None  # 对方专业
    mode: str | None  # 培养方式
    head: str | None  # 本校负责人
    own_class: bool | None  # 是否单独编班
    planned: int | None  # 招生计划数
    applied: int | None  # 报名人数
    enrolled: int | None  # 实际招生数
    boys: int | None  # 男生数
    girls: int | None  # 女生数
    poor: int | None  # 其中建档立卡学生数
    minority: int | None  # 其中少数民族学生数
    graduates: int | None  # 其中往届初中毕业生数
    students: int | None  # 在校学生数
    left: int | None  # 当年退学人数
    finished: int | None  # 当年毕业人数
    employed_east: int | None  # 毕业后在东部就业人数
    employed_west: int | None  # 毕业后回西部就业人数
    studying_on: int | None  # 毕业后升学人数
    tuition_free: int | None  # 享受免学费人数
    granted: int | None  # 享受国家助学金人数
    family_aid: str | float | None  # 雨露计划年生均补助
    east_aid: str | float | None  # 东部年生均资助
    remarks: str | None  # 备注


class EastWestEnrolmentItems(TypedDict, total=False):
    """东西兜底招生: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 招生协作编号
    role: str | None  # 本校角色
    partner: str | None  # 协作院校名称
    region: str | None  # 协作院校所在地
    source_region: str | None  # 生源地
    major: str | None  # 本校对应专业
    partner_major: str | None  # 对方专业
    mode: str | None  # 培养方式
    head: str | None  # 本校负责人
    own_class: bool | None  # 是否单独编班
    planned: int | None  # 招生计划数
    applied: int | None  # 报名人数
    enrolled: int | None  # 实际招生数
    boys: int | None  # 男生数
    girls: int | None  # 女生数
    poor: int | None  # 其中建档立卡学生数
    minority: int | None  # 其中少数民族学生数
    graduates: int | None  # 其中往届初中毕业生数
    students: int | None  # 在校学生数
    left: int | None  # 当年退学人数
    finished: int | None  # 当年毕业人数
    employed_east: int | None  # 毕业后在东部就业人数
    employed_west: int | None  # 毕业后回西部就业人数
    studying_on: int | None  # 毕业后升学人数
    tuition_free: int | None  # 享受免学费人数
    granted: int | None  # 享受国家助学金人数
    family_aid: str | None  # 雨露计划年生均补助
    east_aid: str | None  # 东部年生均资助
    remarks: str | None  # 备注


class EastWestEnrolmentQuery(TypedDict, total=False):
    """东西兜底招生: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 招生协作编号
    role: str  # 本校角色
    partner: str  # 协作院校名称
    region: str  # 协作院校所在地
    source_region: str  # 生源地
    major: str  # 本校对应专业
    partner_major: str  # 对方专业
    mode: str  # 培养方式
    head: str  # 本校负责人
    own_class: str  # 是否单独编班
    planned: str  # 招生计划数
    applied: str  # 报名人数
    enrolled: str  # 实际招生数
    boys: str  # 男生数
    girls: str  # 女生数
    poor: str  # 其中建档立卡学生数
    minority: str  # 其中少数民族学生数
    graduates: str  # 其中往届初中毕业生数
    students: str  # 在校学生数
    left: str  # 当年退学人数
    finished: str  # 当年毕业人数
    employed_east: str  # 毕业后在东部就业人数
    employed_west: str  # 毕业后回西部就业人数
    studying_on: str  # 毕业后升学人数
    tuition_free: str  # 享受免学费人数
    granted: str  # 享受国家助学金人数
    family_aid: str  # 雨露计划年生均补助
    east_aid: str  # 东部年生均资助
    remarks: str  # 备注


class EastWestEnrolmentForm(RecordForm[EastWestEnrolment, EastWestEnrolmentItems]):
    """东西兜底招生."""

    key = "east_west_enrolment"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EastWestEnrolmentQuery]
    ) -> Iterator[EastWestEnrolment]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class EastWestLabour(TypedDict):
    """东西劳务协作: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 劳务协作编号
    name: str | None  # 劳务协作项目名称
    role: str | None  # 本校角色
    kind: str | None  # 培训类别
    partner: str | None  # 协作单位名称
    partner_nature: str | None  # 协作单位性质
    region: str | None  # 协作单位所在地
    source_region: str | None  # 劳动力来源地
    employer: str | None  # 主要用工企业
    industry: str | None  # 用工行业
    major: str | None  # 对应专业
    head: str | None  # 项目负责人
    started: str | None  # 开始日期
    ended: str | None  # 结束日期
    hours: int | None  # 培训学时
    trained: int | None  # 培训人数
    men: int | None  # 其中男性人数
    women: int | None  # 其中女性人数
    poor: int | None  # 其中建档立卡劳动力人数
    certified: int | None  # 取得证书人数
    employed_east: int | None  # 到东部就业人数
    employed_near: int | None  # 就近就业人数
    self_employed: int | None  # 自主创业人数
    employed: int | None  # 实现就业人数
    poor_employed: int | None  # 其中建档立卡就业人数
    stayed: int | None  # 稳定就业半年以上人数
    wage: str | float | None  # 就业人员平均月工资
    subsidy: str | float | None  # 培训补贴金额
    insured: bool | None  # 用工企业是否缴纳社会保险
    remarks: str | None  # 备注


class EastWestLabourItems(TypedDict, total=False):
    """东西劳务协作: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 劳务协作编号
    name: str | None  # 劳务协作项目名称
    role: str | None  # 本校角色
    kind: str | None  # 培训类别
    partner: str | None  # 协作单位名称
    partner_nature: str | None  # 协作单位性质
    region: str | None  # 协作单位所在地
    source_region: str | None  # 劳动力来源地
    employer: str | None  # 主要用工企业
    industry: str | None  # 用工行业
    major: str | None  # 对应专业
    head: str | None  # 项目负责人
    started: str | None  # 开始日期
    ended: str | None  # 结束日期
    hours: int | None  # 培训学时
    trained: int | None  # 培训人数
    men: int | None  # 其中男性人数
    women: int | None  # 其中女性人数
    poor: int | None  # 其中建档立卡劳动力人数
    certified: int | None  # 取得证书人数
    employed_east: int | None  # 到东部就业人数
    employed_near: int | None  # 就近就业人数
    self_employed: int | None  # 自主创业人数
    employed: int | None  # 实现就业人数
    poor_employed: int | None  # 其中建档立卡就业人数
    stayed: int | None  # 稳定就业半年以上人数
    wage: str | None  # 就业人员平均月工资
    subsidy: str | None  # 培训补贴金额
    insured: bool | None  # 用工企业是否缴纳社会保险
    remarks: str | None  # 备注


class EastWestLabourQuery(TypedDict, total=False):
    """东西劳务协作: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 劳务协作编号
    name: str  # 劳务协作项目名称
    role: str  # 本校角色
    kind: str  # 培训类别
    partner: str  # 协作单位名称
    partner_nature: str  # 协作单位性质
    region: str  # 协作单位所在地
    source_region: str  # 劳动力来源地
    employer: str  # 主要用工企业
    industry: str  # 用工行业
    major: str  # 对应专业
    head: str  # 项目负责人
    started: str  # 开始日期
    ended: str  # 结束日期
    hours: str  # 培训学时
    trained: str  # 培训人数
    men: str  # 其中男性人数
    women: str  # 其中女性人数
    poor: str  # 其中建档立卡劳动力人数
    certified: str  # 取得证书人数
    employed_east: str  # 到东部就业人数
    employed_near: str  # 就近就业人数
    self_employed: str  # 自主创业人数
    employed: str  # 实现就业人数
    poor_employed: str  # 其中建档立卡就业人数
    stayed: str  # 稳定就业半年以上人数
    wage: str  # 就业人员平均月工资
    subsidy: str  # 培训补贴金额
    insured: str  # 用工企业是否缴纳社会保险
    remarks: str  # 备注


class EastWestLabourForm(RecordForm[EastWestLabour, EastWestLabourItems]):
    """东西劳务协作."""

    key = "east_west_labour"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[EastWestLabourQuery]
    ) -> Iterator[EastWestLabour]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class InternationalCooperation(TypedDict):
    """国际合作: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    number: str | None  # 国际合作编号
    name: str | None  # 合作项目名称
    kind: str | None  # 合作类型
    country: str | None  # 合作国别（地区）
    partner: str | None  # 外方单位中文名称
    partner_foreign: str | None  # 外方单位外文名称
    partner_kind: str | None  # 外方单位类型
    approver: str | None  # 审批机关
    licence: str | None  # 批准书（许可证）编号
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 有效期截止日期
    department: str | None  # 负责机构
    head: str | None  # 中方负责人
    major: str | None  # 合作专业
    foreign_courses: str | None  # 外语授课课程
    planned: int | None  # 当年招生计划数
    enrolled: int | None  # 当年招生数
    students: int | None  # 在读项目学生数
    foreign_students: int | None  # 国际学生数
    long_foreign: int | None  # 其中学习一学期以上人数
    students_out: int | None  # 派出学生人次
    students_in: int | None  # 接待来访学生人次
    teachers_out: int | None  # 派出教师人次
    foreign_teachers: int | None  # 外籍教师人数
    imported: int | None  # 引进课程（标准）数
    exported: int | None  # 输出课程（标准）数
    certificates: int | None  # 取得国际证书学生数
    trained: int | None  # 服务企业境外培训人次
    fund: str | float | None  # 当年项目经费支出
    public_fund: str | float | None  # 财政资金支出
    fee_fund: str | float | None  # 学费收入支出
    other_fund: str | float | None  # 外方及其他资金支出
    evaluated: bool | None  # 是否通过质量评估
    remarks: str | None  # 备注


class InternationalCooperationItems(TypedDict, total=False):
    """国际合作: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    number: str | None  # 国际合作编号
    name: str | None  # 合作项目名称
    kind: str | None  # 合作类型
    country: str | None  # 合作国别（地区）
    partner: str | None  # 外方单位中文名称
    partner_foreign: str | None  # 外方单位外文名称
    partner_kind: str | None  # 外方单位类型
    approver: str | None  # 审批机关
    licence: str | None  # 批准书（许可证）编号
    agreed: str | None  # 协议签订日期
    agreed_until: str | None  # 有效期截止日期
    department: str | None  # 负责机构
    head: str | None  # 中方负责人
    major: str | None  # 合作专业
    foreign_courses: str | None  # 外语授课课程
    planned: int | None  # 当年招生计划数
    enrolled: int | None  # 当年招生数
    students: int | None  # 在读项目学生数
    foreign_students: int | None  # 国际学生数
    long_foreign: int | None  # 其中学习一学期以上人数
    students_out: int | None  # 派出学生人次
    students_in: int | None  # 接待来访学生人次
    teachers_out: int | None  # 派出教师人次
    foreign_teachers: int | None  # 外籍教师人数
    imported: int | None  # 引进课程（标准）数
    exported: int | None  # 输出课程（标准）数
    certificates: int | None  # 取得国际证书学生数
    trained: int | None  # 服务企业境外培训人次
    fund: str | None  # 当年项目经费支出
    public_fund: str | None  # 财政资金支出
    fee_fund: str | None  # 学费收入支出
    other_fund: str | None  # 外方及其他资金支出
    evaluated: bool | None  # 是否通过质量评估
    remarks: str | None  # 备注


class InternationalCooperationQuery(TypedDict, total=False):
    """国际合作: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    number: str  # 国际合作编号
    name: str  # 合作项目名称
    kind: str  # 合作类型
    country: str  # 合作国别（地区）
    partner: str  # 外方单位中文名称
    partner_foreign: str  # 外方单位外文名称
    partner_kind: str  # 外方单位类型
    approver: str  # 审批机关
    licence: str  # 批准书（许可证）编号
    agreed: str  # 协议签订日期
    agreed_until: str  # 有效期截止日期
    department: str  # 负责机构
    head: str  # 中方负责人
    major: str  # 合作专业
    foreign_courses: str  # 外语授课课程
    planned: str  # 当年招生计划数
    enrolled: str  # 当年招生数
    students: str  # 在读项目学生数
    foreign_students: str  # 国际学生数
    long_foreign: str  # 其中学习一学期以上人数
    students_out: str  # 派出学生人次
    students_in: str  # 接待来访学生人次
    teachers_out: str  # 派出教师人次
    foreign_teachers: str  # 外籍教师人数
    imported: str  # 引进课程（标准）数
    exported: str  # 输出课程（标准）数
    certificates: str  # 取得国际证书学生数
    trained: str  # 服务企业境外培训人次
    fund: str  # 当年项目经费支出
    public_fund: str  # 财政资金支出
    fee_fund: str  # 学费收入支出
    other_fund: str  # 外方及其他资金支出
    evaluated: str  # 是否通过质量评估
    remarks: str  # 备注


class InternationalCooperationForm(RecordForm[InternationalCooperation, InternationalCooperationItems]):
    """国际合作."""

    key = "international_cooperation"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[InternationalCooperationQuery]
    ) -> Iterator[InternationalCooperation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class ReformPilotZone(TypedDict):
    """国家职业教育改革试验区: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    number: str | None  # 改革项目编号
    name: str | None  # 改革项目名称
    kind: str | None  # 改革项目类别
    zone: str | None  # 试验区（高地）名称
    role: str | None  # 本校角色
    leader: str | None  # 牵头单位
    approver: str | None  # 批准部门
    document: str | None  # 立项文号
    approved: str | None  # 批准日期
    started: str | None  # 实施开始日期
    planned_end: str | None  # 计划完成日期
    department: str | None  # 承担机构
    head: str | None  # 项目负责人
    major: str | None  # 主要涉及专业
    tasks: str | None  # 本校承担任务
    status: str | None  # 项目状态
    ended: str | None  # 验收（终止）日期
    budget: str | float | None  # 计划总投入
    total: str | float | None  # 累计到位资金
    central: str | float | None  # 中央财政资金
    local: str | float | None  # 地方财政资金
    own: str | float | None  # 学校自筹资金
    other: str | float | None  # 企业及其他资金
    spent: str | float | None  # 累计支出
    students: int | None  # 受益学生数
    teachers: int | None  # 参与教师数
    outputs: int | None  # 形成成果数
    adopted: int | None  # 被采用推广成果数
    reported: bool | None  # 是否按期报送进展
    progress: str | None  # 主要进展与成效
    remarks: str | None  # 备注


class ReformPilotZoneItems(TypedDict, total=False):
    """国家职业教育改革试验区: what may be sent."""

    id: int | None
    version: int | None
    number: str | None  # 改革项目编号
    name: str | None  # 改革项目名称
    kind: str | None  # 改革项目类别
    zone: str | None  # 试验区（高地）名称
    role: str | None  # 本校角色
    leader: str | None  # 牵头单位
    approver: str | None  # 批准部门
    document: str | None  # 立项文号
    approved: str | None  # 批准日期
    started: str | None  # 实施开始日期
    planned_end: str | None  # 计划完成日期
    department: str | None  # 承担机构
    head: str | None  # 项目负责人
    major: str | None  # 主要涉及专业
    tasks: str | None  # 本校承担任务
    status: str | None  # 项目状态
    ended: str | None  # 验收（终止）日期
    budget: str | None  # 计划总投入
    total: str | None  # 累计到位资金
    central: str | None  # 中央财政资金
    local: str | None  # 地方财政资金
    own: str | None  # 学校自筹资金
    other: str | None  # 企业及其他资金
    spent: str | None  # 累计支出
    students: int | None  # 受益学生数
    teachers: int | None  # 参与教师数
    outputs: int | None  # 形成成果数
    adopted: int | None  # 被采用推广成果数
    reported: bool | None  # 是否按期报送进展
    progress: str | None  # 主要进展与成效
    remarks: str | None  # 备注


class ReformPilotZoneQuery(TypedDict, total=False):
    """国家职业教育改革试验区: what lists are narrowed by."""

    sort: str
    number: str  # 改革项目编号
    name: str  # 改革项目名称
    kind: str  # 改革项目类别
    zone: str  # 试验区（高地）名称
    role: str  # 本校角色
    leader: str  # 牵头单位
    approver: str  # 批准部门
    document: str  # 立项文号
    approved: str  # 批准日期
    started: str  # 实施开始日期
    planned_end: str  # 计划完成日期
    department: str  # 承担机构
    head: str  # 项目负责人
    major: str  # 主要涉及专业
    tasks: str  # 本校承担任务
    status: str  # 项目状态
    ended: str  # 验收（终止）日期
    budget: str  # 计划总投入
    total: str  # 累计到位资金
    central: str  # 中央财政资金
    local: str  # 地方财政资金
    own: str  # 学校自筹资金
    other: str  # 企业及其他资金
    spent: str  # 累计支出
    students: str  # 受益学生数
    teachers: str  # 参与教师数
    outputs: str  # 形成成果数
    adopted: str  # 被采用推广成果数
    reported: str  # 是否按期报送进展
    progress: str  # 主要进展与成效
    remarks: str  # 备注


class ReformPilotZoneForm(RecordForm[ReformPilotZone, ReformPilotZoneItems]):
    """国家职业教育改革试验区."""

    key = "reform_pilot_zone"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[ReformPilotZoneQuery]
    ) -> Iterator[ReformPilotZone]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)


class RuralEducation(TypedDict):
    """农村职业教育: a record as it is read."""

    id: int
    version: int
    gaps: int
    updated_at: str
    year: int | None  # 学年
    model_county: bool | None  # 所在县是否为示范县
    model_batch: str | None  # 示范县批次
    role: bool | None  # 是否为县级职教中心
    head: str | None  # 分管负责人
    department: str | None  # 承办机构
    level: str | None  # 涉农专业建设级别
    majors: int | None  # 涉农专业数
    students: int | None  # 涉农专业在校生数
    enrolled: int | None  # 涉农专业当年招生数
    rural_students: int | None  # 农村户籍在校生数
    rural_graduates: int | None  # 涉农专业当年毕业生数
    stayed: int | None  # 其中在县域涉农就业人数
    teachers: int | None  # 涉农专业专任教师数
    skilled_teachers: int | None  # 其中双师型教师数
    experts: int | None  # 聘请农技专家数
    villages: int | None  # 联系行政村数
    township_points: int | None  # 乡镇教学点数
    farm_area: str | float | None  # 农业实训基地面积
    trained: int | None  # 农民培训总人次
    farming_trained: int | None  # 农业实用技术培训人次
    professional_trained: int | None  # 高素质农民培育人次
    transfer_trained: int | None  # 转移就业培训人次
    other_trained: int | None  # 其他农民培训人次
    poor_trained: int | None  # 其中脱贫户及建档立卡人次
    certified: int | None  # 取得证书人次
    adults: int | None  # 农民学历教育在读人数
    projects: int | None  # 农业技术推广项目数
    households: int | None  # 带动农户数
    fund: str | float | None  # 当年涉农经费
    public_fund: str | float | None  # 财政涉农经费
    own_fund: str | float | None  # 自筹涉农经费
    other_fund: str | float | None  # 社会投入涉农经费
    result: str | None  # 主要做法与成效
    remarks: str | None  # 备注


class RuralEducationItems(TypedDict, total=False):
    """农村职业教育: what may be sent."""

    id: int | None
    version: int | None
    year: int | None  # 学年
    model_county: bool | None  # 所在县是否为示范县
    model_batch: str | None  # 示范县批次
    role: bool | None  # 是否为县级职教中心
    head: str | None  # 分管负责人
    department: str | None  # 承办机构
    level: str | None  # 涉农专业建设级别
    majors: int | None  # 涉农专业数
    students: int | None  # 涉农专业在校生数
    enrolled: int | None  # 涉农专业当年招生数
    rural_students: int | None  # 农村户籍在校生数
    rural_graduates: int | None  # 涉农专业当年毕业生数
    stayed: int | None  # 其中在县域涉农就业人数
    teachers: int | None  # 涉农专业专任教师数
    skilled_teachers: int | None  # 其中双师型教师数
    experts: int | None  # 聘请农技专家数
    villages: int | None  # 联系行政村数
    township_points: int | None  # 乡镇教学点数
    farm_area: str | None  # 农业实训基地面积
    trained: int | None  # 农民培训总人次
    farming_trained: int | None  # 农业实用技术培训人次
    professional_trained: int | None  # 高素质农民培育人次
    transfer_trained: int | None  # 转移就业培训人次
    other_trained: int | None  # 其他农民培训人次
    poor_trained: int | None  # 其中脱贫户及建档立卡人次
    certified: int | None  # 取得证书人次
    adults: int | None  # 农民学历教育在读人数
    projects: int | None  # 农业技术推广项目数
    households: int | None  # 带动农户数
    fund: str | None  # 当年涉农经费
    public_fund: str | None  # 财政涉农经费
    own_fund: str | None  # 自筹涉农经费
    other_fund: str | None  # 社会投入涉农经费
    result: str | None  # 主要做法与成效
    remarks: str | None  # 备注


class RuralEducationQuery(TypedDict, total=False):
    """农村职业教育: what lists are narrowed by."""

    sort: str
    year: str  # 学年
    model_county: str  # 所在县是否为示范县
    model_batch: str  # 示范县批次
    role: str  # 是否为县级职教中心
    head: str  # 分管负责人
    department: str  # 承办机构
    level: str  # 涉农专业建设级别
    majors: str  # 涉农专业数
    students: str  # 涉农专业在校生数
    enrolled: str  # 涉农专业当年招生数
    rural_students: str  # 农村户籍在校生数
    rural_graduates: str  # 涉农专业当年毕业生数
    stayed: str  # 其中在县域涉农就业人数
    teachers: str  # 涉农专业专任教师数
    skilled_teachers: str  # 其中双师型教师数
    experts: str  # 聘请农技专家数
    villages: str  # 联系行政村数
    township_points: str  # 乡镇教学点数
    farm_area: str  # 农业实训基地面积
    trained: str  # 农民培训总人次
    farming_trained: str  # 农业实用技术培训人次
    professional_trained: str  # 高素质农民培育人次
    transfer_trained: str  # 转移就业培训人次
    other_trained: str  # 其他农民培训人次
    poor_trained: str  # 其中脱贫户及建档立卡人次
    certified: str  # 取得证书人次
    adults: str  # 农民学历教育在读人数
    projects: str  # 农业技术推广项目数
    households: str  # 带动农户数
    fund: str  # 当年涉农经费
    public_fund: str  # 财政涉农经费
    own_fund: str  # 自筹涉农经费
    other_fund: str  # 社会投入涉农经费
    result: str  # 主要做法与成效
    remarks: str  # 备注


class RuralEducationForm(RecordForm[RuralEducation, RuralEducationItems]):
    """农村职业教育."""

    key = "rural_education"

    def records(
        self, *, school: int | None = None, limit: int = 500, **asked: Unpack[RuralEducationQuery]
    ) -> Iterator[RuralEducation]:
        """All records that fit, fetched page by page."""
        return self._list(school, limit, asked)



class GeneralModule:
    """Forms of 综合信息."""

    def __init__(self, transport: Transport) -> None:
        #: 学校基本信息
        self.school_profile = SchoolProfileForm(transport)
        #: 校区信息
        self.campus = CampusForm(transport)
        #: 校内机构
        self.department = DepartmentForm(transport)
        #: 校外教学点信息
        self.off_campus_site = OffCampusSiteForm(transport)
        #: 教师基本信息
        self.teacher = TeacherForm(transport)
        #: 教师联系方式
        self.teacher_contact = TeacherContactForm(transport)
        #: 教师认定
        self.teacher_recognition = TeacherRecognitionForm(transport)
        #: 教师工作信息
        self.teacher_employment = TeacherEmploymentForm(transport)
        #: 专业能力与资格证书
        self.teacher_qualification = TeacherQualificationForm(transport)
        #: 专业技术职务
        self.teacher_title = TeacherTitleForm(transport)
        #: 教科研项目
        self.teacher_research_project = TeacherResearchProjectForm(transport)
        #: 论著信息
        self.teacher_publication = TeacherPublicationForm(transport)
        #: 专利成果
        self.teacher_patent = TeacherPatentForm(transport)
        #: 教师教学
        self.teacher_teaching = TeacherTeachingForm(transport)
        #: 培训学习
        self.teacher_training = TeacherTrainingForm(transport)
        #: 教师实践
        self.teacher_practice = TeacherPracticeForm(transport)
        #: 社会兼职
        self.teacher_social_post = TeacherSocialPostForm(transport)
        #: 教师获奖与荣誉
        self.teacher_honour = TeacherHonourForm(transport)
        #: 学生基本信息
        self.student = StudentForm(transport)
        #: 学生基本属性
        self.student_attributes = StudentAttributesForm(transport)
        #: 学生学籍信息
        self.student_enrolment = StudentEnrolmentForm(transport)
        #: 学籍异动
        self.student_enrolment_change = StudentEnrolmentChangeForm(transport)
        #: 学生奖助信息
        self.student_aid = StudentAidForm(transport)
        #: 学生职业资格证书
        self.student_certificate = StudentCertificateForm(transport)
        #: 学生综合成绩与评价
        self.student_assessment = StudentAssessmentForm(transport)
        #: 学生奖励
        self.student_award = StudentAwardForm(transport)
        #: 专业设置
        self.major = MajorForm(transport)
        #: 班级信息
        self.school_class = SchoolClassForm(transport)
        #: 办学场地
        self.premises = PremisesForm(transport)
        #: 经费收入
        self.income = IncomeForm(transport)
        #: 经费支出
        self.expenditure = ExpenditureForm(transport)
        #: 教学仪器设备
        self.equipment = EquipmentForm(transport)
        #: 校内实训基地
        self.training_base = TrainingBaseForm(transport)
        #: 数字化教学资源
        self.digital_resource = DigitalResourceForm(transport)
        #: 帮扶情况
        self.aid_given = AidGivenForm(transport)
        #: 被帮扶情况
        self.aid_received = AidReceivedForm(transport)
        #: 合作办学
        self.joint_programme = JointProgrammeForm(transport)
        #: 信息化条件
        self.it_conditions = ItConditionsForm(transport)
        #: 教师团队信息化能力
        self.it_capability = ItCapabilityForm(transport)
        #: 东西协作全覆盖行动
        self.east_west_coverage = EastWestCoverageForm(transport)
        #: 东西兜底招生
        self.east_west_enrolment = EastWestEnrolmentForm(transport)
        #: 东西劳务协作
        self.east_west_labour = EastWestLabourForm(transport)
        #: 国际合作
        self.international_cooperation = InternationalCooperationForm(transport)
        #: 国家职业教育改革试验区
        self.reform_pilot_zone = ReformPilotZoneForm(transport)
        #: 农村职业教育
        self.rural_education = RuralEducationForm(transport)
