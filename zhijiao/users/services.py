"""Changes to accounts. Every change of rights draws a new stamp, so that it acts on the user's next click."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, duties, passwords
from zhijiao.identity.builtin_roles import SCHOOL_ADMIN, admin_key
from zhijiao.identity.custom_roles import row_roles
from zhijiao.identity.models import Role, RowRole, User, new_stamp
from zhijiao.kit.text import fold, fold_name
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.signin import mail, password_change
from zhijiao.signin.password_change import sign_out_everywhere
from zhijiao.sso import accounts
from zhijiao.sso.providers import Provider
from zhijiao.users import account_news, privacy_grants
from zhijiao.users.personal import checked_document, seal, shown_document

_PRINCIPAL_TAKEN = (
    "每所学校只能有一个启用的校领导账号，现为“{name}”（{username}）。如需更换，请先禁用该账号，再新建。"
)
OWN_ROLES = "不能修改自己的角色和数据角色，请由本单位另一名系统管理员或主管部门的系统管理员修改。"


@transaction.atomic
def create_user(
    org: Org,
    username: str,
    real_name: str,
    roles: Iterable[Role] = (),
    *,
    password: str | None = None,
    hashed: str = "",
    must_change_password: bool = True,
    row_role: str = RowRole.ALL,
    sex: str = "",
    email: str = "",
    phone: str = "",
    document_type: str = "",
    document_number: str = "",
    second_step: bool = False,
    issued_by: Org | None = None,
    by: User | None = None,
) -> tuple[User, str]:
    """Create an account and return it with its password, the only time that it can be read.

    Without `password` an initial one is drawn; `hashed` is for callers that have drawn and hashed one already, as for
    many accounts at once, and then the password returned is empty. `phone` and `document_number` are plain text,
    stored encrypted; `by` is who grants the roles. Raises ValidationError with Chinese messages by field.
    """
    org = _locked(org)
    user = User(
        org=org,
        username=User.normalise(fold(username)),
        real_name=fold_name(real_name),
        sex=sex,
        email=fold(email),
        phone=seal(org, phone),
        document_type=document_type,
        document_number=seal(org, checked_document(document_type, document_number)),
        second_step=second_step,
        row_role=row_role,
        issued_by=issued_by,
        must_change_password=must_change_password,
    )
    if hashed:
        user.password, password = hashed, ""
    else:
        password = password or passwords.initial_password()
        user.set_password(password)
    user.full_clean(exclude=["org", "issued_by"])
    roles = list(roles)
    _check_rows(org, row_role)
    _check_roles(org, roles)
    _check_duties(roles)
    _check_principal(user, roles)
    user.save(force_insert=True)
    user.roles.set(roles)
    privacy_grants.follow(user, by)
    event, done = (Event.OPENING, "签发") if issued_by else (Event.ACCOUNT, "新建")
    account_events.log_account_event(event, user, done, roles=[role.name for role in roles])
    return user, password


@transaction.atomic
def update_user(
    user: User,
    *,
    by: User | None,
    real_name: str,
    sex: str,
    email: str,
    phone: str | None,
    roles: Iterable[Role],
    row_role: str,
    document_type: str | None = None,
    document_number: str | None = None,
    second_step: bool | None = None,
) -> User:
    """Change an account's facts and rights; what is None stays. `by` is who does it, None the program itself.

    Raises ValidationError by field; also where somebody would change his own rights.
    """
    org = _locked(user.org)
    roles = list(roles)
    held = list(user.roles.all())
    _check_own(user, by, held, roles, row_role)
    before = account_events.account_facts(user)
    user.real_name = fold_name(real_name)
    user.sex = sex
    user.email = fold(email)
    user.row_role = row_role
    if phone is not None:
        user.phone = seal(org, phone)
    if document_type is not None or document_number is not None:
        _set_document(user, document_type, document_number)
    if second_step is not None:
        user.second_step = second_step
    user.stamp = new_stamp()
    user.full_clean(exclude=["org", "issued_by", "password"])
    _check_rows(org, row_role)
    _check_roles(org, roles)
    _check_duties(roles, held)
    _check_admin_stays(user, roles)
    _check_principal(user, roles)
    user.save(
        update_fields=[
            *("real_name", "sex", "email", "row_role", "phone"),
            *("document_type", "document_number", "second_step", "stamp", "updated_at"),
        ]
    )
    user.roles.set(roles)
    privacy_grants.follow(user, by)
    if user.email and user.email != before["邮箱"]:
        privacy_grants.doubt(user, by, "管理员更换了邮箱")
    account_news.changed(user, by, account_events.log_account_changes(user, before))
    return user


@transaction.atomic
def set_roles(user: User, roles: Iterable[Role], *, by: User | None) -> None:
    """Replace the roles of an account. `by` is who does it, None the program itself.

    Raises ValidationError under `roles`; also where somebody would change his own.
    """
    org = _locked(user.org)
    roles = list(roles)
    held = list(user.roles.all())
    _check_own(user, by, held, roles, user.row_role)
    _check_roles(org, roles)
    _check_duties(roles, held)
    _check_admin_stays(user, roles)
    _check_principal(user, roles)
    before = account_events.account_facts(user)
    user.roles.set(roles)
    privacy_grants.follow(user, by)
    _stamp(user)
    account_news.changed(user, by, account_events.log_account_changes(user, before))


@transaction.atomic
def set_active(user: User, active: bool, from_above: bool = False) -> None:
    """Enable or disable an account; disabling ends its sessions for good.

    The department above may leave a node without an administrator (`from_above`), the node itself may not.
    """
    _locked(user.org)
    user.refresh_from_db(fields=["is_active"])
    if user.is_active == active:
        return
    roles = list(user.roles.all())
    user.is_active = active
    if active:
        _check_duties(roles)
        _check_principal(user, roles)
        _check_one_admin(user, roles)
    elif not from_above:
        _check_admin_stays(user, [])
    if not active:
        sign_out_everywhere(user)
    user.stamp = new_stamp()
    user.save(update_fields=["is_active", "stamp", "updated_at"])
    account_events.log_account_event(Event.ACCOUNT, user, "启用" if active else "禁用")
    if active:
        account_news.enabled(user)


@transaction.atomic
def delete_user(user: User, by: User) -> None:
    """Delete an account; its records stay. Raises ValidationError for those that are never deleted."""
    _locked(user.org)
    if user.pk == by.pk:
        raise ValidationError("不能删除自己的账号。")
    roles = list(user.roles.all())
    if any(role.principal for role in roles):
        raise ValidationError("校领导账号不支持删除。如需更换校领导，请先禁用该账号，再新建校领导账号。")
    if any(role.key == SCHOOL_ADMIN and role.is_builtin for role in roles):
        raise ValidationError("系统管理员（校）账号由主管部门签发，不能删除，请联系主管部门更换。")
    _check_admin_stays(user, [])
    account_events.log_account_event(Event.ACCOUNT, user, "删除", roles=[role.name for role in roles])
    user.delete()


@transaction.atomic
def reset_password(user: User, by: User) -> tuple[str, bool]:
    """Give an account a new initial password, and say whether its privacy roles wait for confirmation again.

    Whoever sets the password could sign in with it, so what the department has confirmed of the owner holds no longer.
    """
    password = password_change.reset_password(user)
    account_news.password_reset(user, by)
    return password, privacy_grants.doubt(user, by, "管理员重置了登录密码")


def is_issued_above(user: User) -> bool:
    """Whether the account is a school's administrator, whom the department above issues and replaces."""
    return user.roles.filter(org=None, key=SCHOOL_ADMIN).exists()


@transaction.atomic
def bind_identity(user: User, provider: Provider, subject: str, by: User) -> bool:
    """Bind an account to an identity for its owner, and say whether its privacy roles wait for confirmation again.

    Whoever names the identity could be the one who holds it, as with a new password. ValidationError as of
    `accounts.bind`.
    """
    accounts.bind(provider, user, subject, by=by.real_name)
    account_news.identity_bound(user, provider.name)
    return privacy_grants.doubt(user, by, "管理员绑定了统一身份")


@transaction.atomic
def unbind_identity(user: User, key: str) -> bool:
    """End a binding of an account and tell its owner; false if there is none."""
    if not accounts.unbind(key, user):
        return False
    account_news.identity_unbound(user)
    return True


@transaction.atomic
def reset_data_password(user: User, by: str) -> bool:
    """Take the data password of an account away and tell its owner by mail; false if there is none."""
    if not data_password.reset(user, by):
        return False
    account_news.data_password_reset(user)
    if user.email:
        mail.queue_data_password_reset(user.pk)
    return True


@transaction.atomic
def issue_admin(
    org: Org, username: str, real_name: str, issued_by: Org, email: str = "", hashed: str = ""
) -> tuple[User, str]:
    """Issue the administrator's account of `org`, replacing the one issued before; returns it with its password, which
    is empty where one has been drawn and hashed already.

    The account replaced is disabled, not deleted: what it did stays attributable. Administrators whom an
    authority appointed itself stay. Raises ValidationError by field.
    """
    org = _locked(org)
    role = Role.objects.get(org=None, key=admin_key(org.level))
    former_ones = User.objects.filter(org=org, roles=role, is_active=True)
    if not org.is_school:
        former_ones = former_ones.exclude(issued_by=None)
    for former in former_ones:
        former.is_active = False
        sign_out_everywhere(former)
        former.stamp = new_stamp()
        former.save(update_fields=["is_active", "stamp", "updated_at"])
        account_events.log_account_event(Event.ACCOUNT, former, "禁用（更换管理员）")
    return create_user(org, username, real_name, [role], issued_by=issued_by, email=email, hashed=hashed)


@transaction.atomic
def issue_first_admins(users: list[User], issued_by: Org) -> None:
    """Issue the administrators of schools that were opened this moment; names and passwords are judged and hashed."""
    role = Role.objects.get(org=None, key=SCHOOL_ADMIN)
    for user in users:
        user.username, user.issued_by = User.normalise(user.username), issued_by
    made = User.objects.bulk_create(users, batch_size=500)
    held = User.roles.through
    held.objects.bulk_create([held(user_id=user.pk, role_id=role.pk) for user in made], batch_size=1000)


def assignable_roles(org: Org):
    """Roles that an administrator of `org` may give to its users; the school's own administrator is issued above."""
    builtin = Role.objects.filter(org=None, level=org.level).exclude(key=SCHOOL_ADMIN)
    return (builtin | Role.objects.filter(org=org)).order_by("position", "id")


def _locked(org: Org) -> Org:
    """The node, held until the transaction ends: two changes of its accounts cannot break a rule together."""
    return Org.objects.select_for_update().get(pk=org.pk)


def _set_document(user: User, kind: str | None, number: str | None) -> None:
    """Change type or number of the identity document; a number kept must fit the new type."""
    kind = user.document_type if kind is None else kind
    number = checked_document(kind, shown_document(user) if number is None else number)
    user.document_type, user.document_number = kind, seal(user.org, number)


def _stamp(user: User) -> None:
    user.stamp = new_stamp()
    user.save(update_fields=["stamp", "updated_at"])


def _check_roles(org: Org, roles: list[Role]) -> None:
    """Roles must be those of the node's level, or the node's own."""
    for role in roles:
        if role.org_id not in (None, org.pk) or role.level != org.level:
            raise ValidationError({"roles": f"角色“{role.name}”不能用于“{org.name}”的用户，请去掉。"})


def _check_own(user: User, by: User | None, held: list[Role], roles: list[Role], row_role: str) -> None:
    """Nobody changes his own rights, neither for more nor for less: somebody else has to know."""
    if by is None or by.pk != user.pk:
        return
    stored = User.objects.filter(pk=user.pk).values_list("row_role", flat=True)[0]
    if {role.pk for role in held} != {role.pk for role in roles}:
        raise ValidationError({"roles": OWN_ROLES})
    if stored != row_role:
        raise ValidationError({"row_role": OWN_ROLES})


def _check_duties(roles: list[Role], held: Iterable[Role] = ()) -> None:
    """An account that opens others has no part in the work itself; what is joined already is settled elsewhere."""
    prefetch_related_objects([*roles, *held], "grants")
    pairs = duties.newly_forbidden(duties.duties_of(held), duties.duties_of(roles))
    if pairs:
        labels = "、".join(duties.LABELS[pair.second] for pair in pairs)
        raise ValidationError(
            {
                "roles": f"同一账号不能既管理账号或学校，又负责{labels}，请去掉其中的角色，为另一项工作另建账号。"
            }
        )


def _check_rows(org: Org, row_role: str) -> None:
    """The data role must be one of the node's level."""
    if row_role not in dict(row_roles(org.level)):
        raise ValidationError(
            {"row_role": f"数据角色“{RowRole(row_role).label}”只用于学校，请改选其他数据角色。"}
        )


def _check_principal(user: User, roles: list[Role]) -> None:
    """At most one active principal per school."""
    if not user.is_active or not any(role.principal for role in roles):
        return
    other = User.objects.filter(org_id=user.org_id, is_active=True, roles__principal=True).exclude(pk=user.pk)
    if taken := other.first():
        message = _PRINCIPAL_TAKEN.format(name=taken.real_name, username=taken.username)
        raise ValidationError({"roles": message})


def _check_one_admin(user: User, roles: list[Role]) -> None:
    """At most one active administrator per school; the replaced one cannot come back beside the new one."""
    if not any(role.key == SCHOOL_ADMIN and role.is_builtin for role in roles):
        return
    other = User.objects.filter(org_id=user.org_id, is_active=True, roles__key=SCHOOL_ADMIN)
    if taken := other.exclude(pk=user.pk).first():
        raise ValidationError(
            f"每所学校只有一个校级系统管理员账号，现为“{taken.real_name}”（{taken.username}），请由主管部门更换。"
        )


def _check_admin_stays(user: User, roles_after: list[Role]) -> None:
    """A node keeps at least one active administrator."""
    key = admin_key(user.org.level)
    if any(role.key == key and role.is_builtin for role in roles_after):
        return
    admins = User.objects.filter(org_id=user.org_id, is_active=True, roles__key=key, roles__org=None)
    if admins.filter(pk=user.pk).exists() and not admins.exclude(pk=user.pk).exists():
        raise ValidationError("这是本单位最后一个系统管理员账号，不能禁用、删除或去掉该角色。")
