"""The closed list of things one can be allowed to do. Every view and every grant names one of these."""

VIEW = "view"
ADD = "add"
CHANGE = "change"
DELETE = "delete"
IMPORT = "import"
EXPORT = "export"
REVIEW = "review"
AUDIT = "audit"
SUBMIT = "submit"
REVEAL = "reveal"
USERS = "users"
ORGS = "orgs"
SYNC = "sync"

#: Every action with its Chinese name; on forms first, in the order the role tree shows them.
ACTIONS = {
    VIEW: "查看",
    ADD: "新增",
    CHANGE: "修改",
    DELETE: "删除",
    IMPORT: "导入",
    EXPORT: "导出",
    REVIEW: "复核",
    AUDIT: "审核",
    SUBMIT: "提交",
    REVEAL: "查看隐私数据",
    USERS: "用户管理",
    ORGS: "学校管理",
    SYNC: "同步基础数据",
}
