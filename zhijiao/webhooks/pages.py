"""事件推送 in the manage portal: the subscriptions of a node, and the log of what was sent."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.webhooks import kinds, subscriptions
from zhijiao.webhooks.forms import SubscriptionForm
from zhijiao.webhooks.models import Push, Subscription

LOGGED = 1000
"""The latest deliveries of a subscription that its page goes through."""
_LIST = "webhooks:list"
Crumbs = list[tuple[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A subscription in the list: where to, of how many events, and when something arrived last."""

    subscription: Subscription
    host: str
    last: Push | None


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """The subscriptions of a node."""

    lines: list[Line]
    most: int
    crumbs: Crumbs


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """The page on which a subscription is made or changed; `version` is that of the one that is changed."""

    title: str
    form: SubscriptionForm
    version: int
    stale: bool
    crumbs: Crumbs
    back_url: str


@dataclass(frozen=True, kw_only=True)
class SecretPage:
    """The page that shows a secret, once; `renewed` where another one holds besides for a while."""

    subscription: Subscription
    text: str
    renewed: bool
    hours: int
    crumbs: Crumbs


@dataclass(frozen=True, kw_only=True)
class DetailPage:
    """A subscription with the log of its deliveries."""

    subscription: Subscription
    labels: list[str]
    page: "Page[Push]"
    states: list[tuple[str, str]]
    state: str
    name_of: dict[str, str]
    logged: int
    crumbs: Crumbs


@manage(USERS)
def listing(request: ActorRequest) -> HttpResponse:
    """The subscriptions of the node."""
    latest = Push.objects.filter(subscription=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    found = list(Subscription.objects.filter(org=request.actor.org_id).annotate(last_id=Subquery(latest)))
    last = Push.objects.in_bulk([each.last_id for each in found if each.last_id])
    lines = [Line(subscription=each, host=_host(each), last=last.get(each.last_id)) for each in found]
    return render_page(
        request, "webhooks/list.html", ListPage(lines=lines, most=subscriptions.MOST, crumbs=_crumbs())
    )


@manage(USERS, methods=GET_POST, never_cache=True)
def add(request: ActorRequest) -> HttpResponse:
    """Make a subscription; its secret is shown once, in the answer."""
    org = Org.objects.get(pk=request.actor.org_id)
    form = SubscriptionForm.of(request, org=org)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, secret = subscriptions.make(
                org, data["name"], data["url"], data["chosen"], request.actor.name
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _secret(request, made, secret, renewed=False)
    return _form(request, form, "新建推送订阅", 0, reverse(_LIST))


@manage(USERS, methods=GET_POST)
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Change the name, the address or the events of a subscription."""
    found = _subscription(request, pk)
    version = whole_number(request.POST.get("version", "")) or 0
    given = {"name": found.name, "url": found.url, "chosen": found.kinds}
    form = SubscriptionForm.of(request, org=found.org, initial=given)
    back, stale = reverse("webhooks:detail", args=[found.pk]), False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        stale = version != found.version
        try:
            if stale:
                raise subscriptions.Stale
            subscriptions.change(found, data["name"], data["url"], data["chosen"])
        except ValidationError as error:
            form.refuse(error)
        except subscriptions.Stale:
            stale = True
        else:
            messages.success(request, "已保存，此后发送的事件按新的设置推送。")
            return HttpResponseRedirect(back)
    return _form(request, form, f"修改“{found.name}”", found.version, back, stale=stale)


@manage(USERS)
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    """A subscription, and its deliveries, the latest first."""
    found = _subscription(request, pk)
    state = request.GET.get("state", "")
    rows = Push.objects.filter(subscription=found)
    if state in Push.State.values:
        rows = rows.filter(state=state)
    latest = list(rows.order_by("-pk").values_list("pk", flat=True)[:LOGGED])
    page = page_of(latest, request.GET)
    held = Push.objects.select_related("event__org").defer("event__body").in_bulk(page.object_list)
    page.object_list = [held[pk] for pk in page.object_list if pk in held]
    drawn = DetailPage(
        subscription=found,
        labels=[kinds.label(key) for key in found.kinds],
        page=page,
        states=[("", "全部"), *((str(value), str(label)) for value, label in Push.State.choices)],
        state=state,
        name_of={each.event.kind: kinds.label(each.event.kind) for each in page.object_list},
        logged=LOGGED,
        crumbs=_crumbs(found.name),
    )
    return render_page(request, "webhooks/detail.html", drawn)


@manage(USERS, methods=POST)
def switch(request: ActorRequest, pk: int) -> HttpResponse:
    """Pause a subscription, or let it go on."""
    found = _subscription(request, pk)
    if request.POST.get("done") == "resume":
        subscriptions.resume(found)
        messages.success(request, f"已恢复“{found.name}”，等待的事件按先后补发。")
    else:
        subscriptions.pause(found, request.actor.name)
        messages.success(request, f"已暂停“{found.name}”，其间的事件保留 7 天，恢复后补发。")
    return _back(found)


@manage(USERS, methods=POST, never_cache=True)
def renew(request: ActorRequest, pk: int) -> HttpResponse:
    """Draw a new secret; it is shown once, in the answer."""
    found = _subscription(request, pk)
    return _secret(request, found, subscriptions.renew_secret(found), renewed=True)


@manage(USERS, methods=POST)
def test(request: ActorRequest, pk: int) -> HttpResponse:
    """Send an event that means nothing."""
    found = _subscription(request, pk)
    subscriptions.send_test(found)
    messages.success(request, _soon(found, "测试事件"))
    return _back(found)


@manage(USERS, methods=POST)
def resend(request: ActorRequest, pk: int, delivery_id: int) -> HttpResponse:
    """Send an event once more."""
    found = _subscription(request, pk)
    number = whole_number(str(delivery_id))
    rows = Push.objects.filter(subscription=found, pk=-1 if number is None else number)
    delivery = rows.select_related("subscription", "event").first()
    if delivery is None:
        raise Http404("没有这条推送记录，可能已按期清理。")
    if subscriptions.send_again(delivery):
        messages.success(request, _soon(found, "事件"))
    else:
        messages.error(request, "这个事件正在等待发送，不用重新发送。")
    return _back(found)


@manage(USERS, methods=POST)
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Delete a subscription with its log."""
    found = _subscription(request, pk)
    subscriptions.remove(found)
    messages.success(request, f"已删除推送订阅“{found.name}”。")
    return HttpResponseRedirect(reverse(_LIST))


def _soon(found: Subscription, what: str) -> str:
    """When something that was just laid down goes out."""
    return (
        f"{what}已排队，订阅恢复后发送。"
        if found.paused_at
        else f"{what}已排队，几秒内发送，请稍后刷新查看。"
    )


def _subscription(request: ActorRequest, pk: int) -> Subscription:
    number = whole_number(str(pk))
    own = Subscription.objects.filter(org=request.actor.org_id, pk=-1 if number is None else number)
    found = own.select_related("org").first()
    if found is None:
        raise Http404("没有这个推送订阅，或不属于本单位。")
    return found


def _form(
    request: ActorRequest, form: SubscriptionForm, title: str, version: int, back: str, *, stale: bool = False
) -> HttpResponse:
    drawn = FormPage(
        title=title, form=form, version=version, stale=stale, crumbs=_crumbs(title), back_url=back
    )
    status = 409 if stale else 422 if form.errors else 200
    return render_page(request, "webhooks/form.html", drawn, status=status)


def _secret(request: ActorRequest, found: Subscription, text: str, *, renewed: bool) -> HttpResponse:
    hours = int(subscriptions.BOTH_HOLD.total_seconds() // 3600)
    drawn = SecretPage(
        subscription=found, text=text, renewed=renewed, hours=hours, crumbs=_crumbs(found.name)
    )
    return render_page(request, "webhooks/secret.html", drawn)


def _host(found: Subscription) -> str:
    return urlsplit(found.url).netloc


def _back(found: Subscription) -> HttpResponse:
    return HttpResponseRedirect(reverse("webhooks:detail", args=[found.pk]))


def _crumbs(name: str = "") -> Crumbs:
    above: Crumbs = [("管理端", reverse("web:manage_home"))]
    return [*above, ("事件推送", reverse(_LIST)), (name, None)] if name else [*above, ("事件推送", None)]
