"""事件推送 as the document describes it: what a receiver is sent, in the words of OpenAPI 3.1 (``webhooks``)."""

from typing import Any

from zhijiao.api.shapes import MOMENT, NUMBER, TEXT, shape
from zhijiao.orgs.models import Level
from zhijiao.webhooks.kinds import KINDS, Kind

PUSHED = shape(
    id=TEXT | {"description": "事件编号，与请求头 webhook-id 相同；同一事件可能重发，请据此去重"},
    type={"type": "string", "enum": [kind.key for kind in KINDS]},
    timestamp=MOMENT,
    data={
        "type": "object",
        "required": ["org", "links"],
        "properties": {
            "org": shape(id=NUMBER, code=TEXT, level={"type": "string", "enum": list(Level.values)}),
            "links": {"type": "object", "additionalProperties": TEXT},
        },
        "description": "编号、状态和链接，没有个人信息；详情用接口读取",
    },
)
_HEADERS = {
    "webhook-id": "事件编号",
    "webhook-timestamp": "发送时间，UNIX 秒",
    "webhook-signature": "v1,签名；更换密钥期间有两个，空格分隔。签名为 HMAC-SHA256(密钥, 编号.时间.内容) 的 base64",
}


def described() -> dict[str, Any]:
    """Every kind of event."""
    return {kind.key: {"post": _operation(kind)} for kind in KINDS}


def _operation(kind: Kind) -> dict[str, Any]:
    headers = [
        {"name": name, "in": "header", "required": True, "schema": TEXT, "description": text}
        for name, text in _HEADERS.items()
    ]
    schema = {"$ref": "#/components/schemas/Pushed"}
    return {
        "operationId": "pushed_" + kind.key.replace(".", "_"),
        "summary": f"{kind.group}：{kind.label}",
        "description": kind.text,
        "parameters": headers,
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "已收到；其他回答按失败处理，稍后重发"}},
    }
