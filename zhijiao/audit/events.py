"""The closed list of what the audit log tells of."""

from django.db import models


class Event(models.TextChoices):
    """Kinds of entries. The value is stored for good: add members, never rename one."""

    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    SIGN_OUT = "sign_out", "退出"
    PASSWORD = "password", "修改或重置密码"
    SECOND_STEP = "second_step", "二步验证设置"
    BINDING = "binding", "统一身份绑定"
    LOCKED = "locked", "登录受限"
    UNLOCK = "unlock", "解除锁定"
    ACCOUNT = "account", "账号变更"
    ROLE = "role", "角色与权限变更"
    TOKEN = "token", "接口令牌"
    WEBHOOK = "webhook", "事件推送"
    VIEW_AS = "view_as", "以角色查看"
    ORG = "org", "机构变更"
    OPENING = "opening", "开通与签发管理员"
    DATA_PASSWORD = "data_password", "数据密码"
    REVEAL = "reveal", "查看隐私数据"
    SEARCH = "search", "按隐私项目查询"
    IMPORT = "import", "导入"
    MAPPING = "mapping", "取值对照"
    APPROVAL = "approval", "复核入库"
    UNDO = "undo", "撤销批次"
    DELETION = "deletion", "删除数据"
    YEAR_MOVE = "year_move", "数据移到其他年份"
    EXPORT = "export", "导出"
    ALERT = "alert", "异常查看提醒"
    SUBMISSION = "submission", "填报声明与提交"
    CASE = "case", "案例办理"
    ROUND = "round", "填报轮次"
    GRANT = "grant", "延期与解锁"
    REMINDER = "reminder", "催报"
    RULES = "rules", "数据校验处理"
    ANNOUNCEMENT = "announcement", "通知公告"
    SUPPORT = "support", "在线支持"
    UPSTREAM = "upstream", "源头平台同步"
    KEYS = "keys", "密钥更换"
    EXCHANGE = "exchange", "数据报送"
    SYSTEM = "system", "系统"


def kinds() -> list[tuple[str, str]]:
    """Values and labels; the model names this function, so that a new member needs no migration."""
    return Event.choices
