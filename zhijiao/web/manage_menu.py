"""The menu of the manage portal; it mirrors what the gates of its pages allow."""

from zhijiao.identity.actions import IMPORT, ORGS, SYNC, USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.topmost import looks_after_installation

_HOME = "web:manage_home"
_ORGS = "orgs:tree"
_SCHOOLS = "orgs:schools"
_AREAS = "orgs:areas"
_USERS = "users:list"
_ROLES = "roles:list"
_WHO = "roles:who"
_PRIVACY = "users:privacy"
_DUTIES = "users:duties"
_LOCKS = "users:locks"
_TOKENS = "users:tokens"
_WEBHOOKS = "webhooks:list"
_IMPORT = "intake:import"
_UPSTREAM = "upstream:home"
_ROUNDS = "rounds:list"
_RULES = "quality:manage_rules"
_FIGURES = "indicators:figures"
_ITEMS = "monthly:items"
_AUDIT = "audit:log"
_LOOKS = "looks:list"
_SELFCHECK = "selfcheck:report"
_JOBS = "jobs:list"
_EXCHANGE = "exchange:list"
_ANNOUNCEMENTS = "announcements:desk"
_SUPPORT = "support:desk"


#: What each page is for, shown on the first page.
PURPOSES = {
    _IMPORT: "下载导入模板，上传填好的初始化数据，查看校验结果；复核员复核通过后进入正式库。",
    _UPSTREAM: "上传学籍系统、教师系统、学校（机构）系统的数据，查看会改动什么，确认后写入；办理纠错申请。",
    _ORGS: "按部、省、市、县、校逐级查看本级及以下的单位；更名、划转、合并、分立、停办、复招。",
    _SCHOOLS: "开通学校，签发或更换校级系统管理员账号。",
    _AREAS: "开通下一级主管部门，签发或更换其系统管理员账号。",
    _USERS: "为本单位人员建立账号、分配角色、重置密码、启用或禁用。",
    _ROLES: "设置本单位的角色：管哪些栏目、能做哪些操作；查看系统内置角色。",
    _WHO: "查一张表单、一条记录、一项隐私数据有哪些人能看到，授权依据各是什么。",
    _PRIVACY: "隐私数据角色由学校授予、主管部门确认后生效；查看进展，确认、不同意或撤回。",
    _DUTIES: "查看兼有应当分开的职责的账号，逐个去掉角色或写明理由后保留。",
    _LOCKS: "解锁登录失败过多的账号和网络地址，为本单位统一开启二步验证。",
    _TOKENS: "为其他系统签发数据接口的令牌，限定角色、表单、项目、范围、网络地址和期限，随时吊销。",
    _WEBHOOKS: "上报、审核、案例办理等事件发生时通知其他系统；查看推送记录，重新发送。",
    _ROUNDS: "建立、开启和关闭填报轮次，修改各级截止日期和填报要求；省级为本省学校提高要求。",
    _RULES: "查看数据校验的全部规则、归口和依据，在辖区试算一条规则会有多少问题。",
    _FIGURES: "查看办学条件的国家标准和文件依据；省级系统管理员设置本省标准和学校类别。",
    _ITEMS: "查看月报表的项目；教育部系统管理员修改名称和顺序、停用或增加项目。",
    _SELFCHECK: "查看每晚权限自检的结果：各类用户能打开的页面是否与权限一致。",
    _JOBS: "查看后台任务的等待、执行、失败情况和进度，重试失败的任务，取消不需要的任务。",
    _EXCHANGE: "省级系统生成、发送数据包，部级系统接收入库和下发；交换密钥，查看缺什么和报送日志。",
    _LOOKS: "按表单、记录和人员查看谁精确查询、查看、导出、打印或用接口读取过数据；核实异常查看提醒。",
    _SUPPORT: "答复本单位受理的提问，接手、转交上级、关闭；维护常用答复。",
    _ANNOUNCEMENTS: "起草、发布、撤回通知公告，查看哪些单位、哪些人已经阅读。",
    _AUDIT: "查看谁在何时何地登录、改动账号、导入、复核、删除和导出，可按条件查询并导出。",
}


def manage_menu(actor: Actor) -> list[tuple[str, str]]:
    """Pairs (label, URL name) of the pages the actor may open, in order."""
    entries = [("首页", _HOME)]
    if actor.may_somewhere(IMPORT):
        entries.append(("初始化数据", _IMPORT))
    if actor.may(SYNC):
        entries.append(("源头平台同步", _UPSTREAM))
    if actor.may(ORGS):
        entries.append(("机构管理", _ORGS))
        entries.append(("学校管理", _SCHOOLS))
        if actor.level != "county":
            entries.append(("下级部门", _AREAS))
        if actor.level in ("ministry", "province"):
            entries.append(("填报轮次", _ROUNDS))
        entries.append(("校验规则", _RULES))
        entries.append(("办学条件标准", _FIGURES))
    if actor.may(USERS):
        entries.append(("用户管理-校内" if actor.is_school else "用户管理-本级", _USERS))
        entries.append(("角色管理", _ROLES))
        entries.append(("数据可见范围", _WHO))
        entries.append(("谁查看过", _LOOKS))
        entries.append(("隐私授权" if actor.is_school else "隐私授权确认", _PRIVACY))
        entries.append(("职责分离", _DUTIES))
        entries.append(("登录安全", _LOCKS))
        entries.append(("接口令牌", _TOKENS))
        entries.append(("事件推送", _WEBHOOKS))
        entries.append(("审计日志", _AUDIT))
        entries.append(("通知公告", _ANNOUNCEMENTS))
        entries.append(("在线支持", _SUPPORT))
    if actor.may(ORGS) and actor.level in ("ministry", "province"):
        entries.append(("月报项目", _ITEMS))
        entries.append(("数据报送", _EXCHANGE))
        entries.append(("权限自检", _SELFCHECK))
        if looks_after_installation(actor):
            entries.append(("后台任务", _JOBS))
    return entries
