"""综合信息 / 信息化 / 信息化条件."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Area,
    Code,
    Codes,
    Count,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    NotLess,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    Whole,
)
from zhijiao.modules.general.models.figures import amount, count

NORM = "教职成函〔2020〕3号"


def _count(
    label: str, unit: str, note: str, example: int, source: str = NORM, moment: Moment | None = None
) -> Count:
    """A number at the end of the school year, after the norm."""
    return count(label, unit, note, example, source, moment)


def _amount(label: str, note: str, example: float) -> Money:
    """What was spent in the school year."""
    return amount(label, note, example, "项目扩展")


class ItConditions(AnnualRecord):
    """综合信息 / 信息化 / 信息化条件: networks, rooms, systems and security, one page a year.

    After 职业院校数字校园规范 (教职成函〔2020〕3号): 支撑条件, 管理服务, 网络安全 and 组织体系; cited from
    knowledge, not compared with its wording. Computers are counted in 教学仪器设备.
    """

    level = Code(
        "数字校园试点级别",
        "recognition_level",
        note="以数字校园（智慧校园）试点或示范文件的最高级别为准，没有的选“校级”",
        example="省级",
        source=NORM,
    )
    website = Text(
        "学校门户网址",
        max_length=100,
        blank=True,
        note="对外公开的官方网站，备案域名，没有网站的不填",
        example="www.yzgyzx.example.cn",
        source="JY/T 1005-2012 ZZXX0101 ZYDZ",
    )
    leader = Ref(
        "信息化工作分管领导",
        "general.Teacher",
        note="填工号；担任首席信息官（CIO）的校领导",
        example="js002",
        source=NORM,
    )
    department = Ref(
        "信息化管理机构",
        "general.Department",
        note="承担信息化建设和运行的校内机构，填机构号",
        example="03",
        source=NORM,
    )
    full_time_staff = _count(
        "信息化专职人员数", "人", "以网络、系统、资源运行为主要工作的在岗人员", 3, moment=Moment.YEAR_ENDS
    )
    part_time_staff = _count(
        "信息化兼职人员数", "人", "兼做系部信息化管理的教职工，学生助理不计", 8, moment=Moment.YEAR_ENDS
    )
    planned = Flag("是否有信息化发展规划", note="现行有效并经学校审定的专项规划", example="是", source=NORM)
    bandwidth = Count(
        "互联网出口带宽",
        unit="Mbps",
        note="各运营商线路合计，以合同为准；没有接入互联网的填0",
        example=2000,
        source=NORM,
        moment=Moment.YEAR_ENDS,
    )
    research_network = Flag(
        "是否接入教育科研网或教育专网",
        note="接入中国教育和科研计算机网或省、市教育城域网的选“是”",
        example="是",
        source=NORM,
    )
    backbone = Count(
        "校园网主干带宽",
        unit="Mbps",
        note="核心到汇聚交换机的链路速率，没有校园网的填0",
        example=10000,
        source=NORM,
        moment=Moment.YEAR_ENDS,
    )
    wired_points = _count(
        "有线信息点数", "个", "已布线可用的信息插座，含宿舍区", 2600, moment=Moment.YEAR_ENDS
    )
    wireless = Code(
        "无线网络覆盖范围",
        "wireless_coverage",
        note="师生可用的校园无线网，运营商公网信号不计",
        example="教学办公区覆盖",
        source=NORM,
    )
    access_points = _count("无线接入点数", "个", "在用的无线AP，家用路由器不计", 210, moment=Moment.YEAR_ENDS)
    ipv6 = Flag("是否支持IPv6", note="门户网站或校园网出口已启用IPv6的选“是”", example="是", source=NORM)
    data_centre = Code(
        "数据中心建设方式",
        "data_centre_mode",
        note="按主要业务系统的部署位置选一项",
        example="自建与云服务结合",
        source=NORM,
    )
    room_area = Area(
        "中心机房面积",
        note="数据中心和网络核心机房的使用面积，没有的填0",
        example=90,
        source=NORM,
        moment=Moment.YEAR_ENDS,
    )
    servers = _count("服务器数", "台", "物理服务器，租用云主机按台计入", 18, moment=Moment.YEAR_ENDS)
    storage = _count(
        "存储容量", "TB", "磁盘阵列与云存储的可用容量，不足1TB的按1计", 96, moment=Moment.YEAR_ENDS
    )
    media_rooms = _count(
        "网络多媒体教室数",
        "间",
        "与“办学场地”口径一致：已接入校园网并有投影或一体机",
        85,
        moment=Moment.YEAR_ENDS,
    )
    smart_rooms = _count(
        "智慧教室数",
        "间",
        "能互动教学并采集过程数据的，包含在网络多媒体教室数内",
        12,
        moment=Moment.YEAR_ENDS,
    )
    recording_rooms = _count(
        "录播教室数", "间", "可自动录制和直播的，包含在网络多媒体教室数内", 3, moment=Moment.YEAR_ENDS
    )
    virtual_rooms = _count(
        "虚拟仿真实训室数", "间", "以虚拟仿真软件或VR/AR设备为主的实训室", 4, moment=Moment.YEAR_ENDS
    )
    computer_rooms = _count("计算机机房数", "间", "供学生上机的教室，含专业机房", 22, moment=Moment.YEAR_ENDS)
    student_terminals = _count(
        "学生用终端数",
        "台",
        "机房、实训室和可借用的终端，不多于教学用计算机数",
        1000,
        moment=Moment.YEAR_ENDS,
    )
    teacher_terminals = _count(
        "教师用终端数", "台", "配备给专任教师的台式机、笔记本或平板", 230, moment=Moment.YEAR_ENDS
    )
    systems = Codes(
        "在用信息系统",
        "it_system",
        note="已上线并有日常数据的系统，可多选；上级平台的校级用户不算",
        example="教务管理、学生管理（学工）、办公自动化",
        source=NORM,
    )
    unified_login = Flag(
        "是否实现统一身份认证",
        note="主要系统用一个账号登录的选“是”",
        example="是",
        source=NORM,
    )
    shared_data = Flag(
        "是否实现数据共享",
        note="各系统从数据中心取用教师、学生等基础数据的选“是”",
        example="是",
        source=NORM,
    )
    online_services = _count("网上可办事项数", "项", "师生不到现场即可办结的事项", 26)
    courses = _count("网络教学平台课程数", "门", "本学年有学生学习记录的课程", 120)
    resources = _count(
        "数字教学资源总量",
        "GB",
        "校内存储与租用的资源，与“数字化教学资源”各条容量相衔接",
        5200,
        moment=Moment.YEAR_ENDS,
    )
    teacher_spaces = _count("开通网络学习空间教师数", "人", "实名开通且本学年使用过的", 180)
    student_spaces = _count("开通网络学习空间学生数", "人", "实名开通且本学年使用过的", 2300)
    security_head = Ref(
        "网络安全责任人",
        "general.Teacher",
        note="填工号；向主管部门报备的直接责任人",
        example="js002",
        source="网络安全法 第二十一条",
    )
    security_grade = Code(
        "最高等级保护级别",
        "network_security_grade",
        note="已在公安机关备案的系统中最高的级别，没有备案的选“未定级”",
        example="第二级",
        source="GB/T 22240-2020",
    )
    graded_systems = _count(
        "已备案等级保护系统数", "个", "取得备案证明的信息系统", 2, "网络安全法 第二十一条"
    )
    security_drills = _count(
        "网络安全演练次数", "次", "本学年开展并有记录的应急演练", 2, "网络安全法 第二十五条"
    )
    incidents = _count("网络安全事件数", "起", "本学年发生并上报的事件", 0, "网络安全法 第二十五条")
    outage_hours = Whole(
        "全年网络中断时长",
        min=0,
        max=8784,
        unit="小时",
        note="本学年全校断网累计时长，计划内检修不计，没有的填0",
        example=6,
        source="项目扩展",
    )
    total = _amount("当年信息化投入", "本学年支出，等于下列五项之和", 186)
    hardware = _amount("网络与硬件投入", "网络、机房、终端和教室设备的购置", 96)
    software = _amount("软件与系统投入", "软件、平台的购置、开发和服务费", 42)
    content = _amount("数字资源投入", "购置、开发课程和资源的费用", 20)
    training = _amount("信息化培训投入", "师生信息化培训、竞赛的费用", 8)
    running = _amount("运行维护投入", "带宽租用、维保、安全测评等费用", 20)
    remarks = LongText(
        "备注",
        blank=True,
        note="建设中的项目、与上年差异较大的原因、网络安全事件处置情况",
        example="2021年暑假完成宿舍区无线网络建设",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "信息化条件"

    class Filing(Declaration):
        single = True
        listing = [
            "level",
            "bandwidth",
            "wireless",
            "media_rooms",
            "student_terminals",
            "security_grade",
            "total",
        ]
        sections = {
            "组织与规划": "level",
            "网络": "bandwidth",
            "数据中心": "data_centre",
            "教室与终端": "media_rooms",
            "系统与资源": "systems",
            "网络安全": "security_head",
            "投入（万元）": "total",
            "说明": "remarks",
        }
        checks = [
            NotLess("media_rooms", "smart_rooms"),
            NotLess("media_rooms", "recording_rooms"),
            SumOf("total", ["hardware", "software", "content", "training", "running"]),
            RequiredIf("remarks", "incidents"),
        ]
