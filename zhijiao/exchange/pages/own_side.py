"""Who may look after the exchange: administrators of the node whose installation this is."""

from django.http import Http404

from zhijiao.exchange import installation
from zhijiao.exchange.models import Package
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_form import Box
from zhijiao.orgs.models import Level

READERS = (Level.MINISTRY, Level.PROVINCE)


def require_reader(request: ActorRequest) -> None:
    """Let administrators of the ministry and of provinces in, as far as it is their own installation.

    Raises:
        Http404: it is none of theirs.
    """
    if request.actor.level not in READERS:
        raise Http404("数据报送由部、省级系统管理员办理。")
    if installation.is_on() and request.actor.org_id != installation.own_node().pk:
        raise Http404("数据报送由本系统所属单位的系统管理员办理。")


def require_on(request: ActorRequest) -> None:
    """The same, where something is exchanged at all.

    Raises:
        Http404: nothing is.
    """
    require_reader(request)
    if not installation.is_on():
        raise Http404(installation.OFF)


def package_of(request: ActorRequest, pk: int) -> Package:
    """A package, for those who may see it.

    Raises:
        Http404: there is none.
    """
    require_on(request)
    package = Package.objects.filter(pk=pk).select_related("partner__node").first()
    if package is None:
        raise Http404("没有这个数据包。")
    return package


def box(name: str, label: str, widget: str = "text", **more: object) -> Box:
    """A box as the field macro of pages takes it."""
    return {
        "name": name,
        "label": label,
        "widget": widget,
        "value": "",
        "required": True,
        "errors": [],
        **more,
    }
