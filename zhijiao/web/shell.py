"""What `portal.html` needs to draw the frame of a page: one plain value.

The code that knows the registry and the gate fills it.
Every `*_url` left empty hides its entry, so the frame never shows a link that leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhijiao.identity.portals import PORTAL_NAMES
from zhijiao.tours.showing import Offer


@dataclass(frozen=True, slots=True)
class YearChoice:
    """One entry of the year menu in the top bar."""

    year: int
    label: str
    current: bool
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NavModule:
    """One entry of the module bar; `left` is the number of required forms still open in it."""

    label: str
    url: str
    current: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class NavNode:
    """One entry of the left tree: a link, or a folder when it has children.

    `state` is a key of the state table in ui.html (done, doing, todo, lock, back, wait, undeclared, none),
    `number` the running number of a required form, `progress` a folder's "done/total".
    """

    label: str
    url: str = ""
    current: bool = False
    state: str = ""
    number: int | None = None
    children: tuple[NavNode, ...] = ()
    progress: str = ""

    @property
    def open(self) -> bool:
        """Whether a folder starts unfolded: it holds the current page."""
        return any(child.current or child.open for child in self.children)

    @property
    def has_state(self) -> bool:
        """Whether this entry or one below it shows a filing state."""
        return bool(self.state) or any(child.has_state for child in self.children)


@dataclass(frozen=True, slots=True)
class Banner:
    """A line across the whole page, such as the notice that a role is only being previewed; its button posts."""

    text: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ViewedSchool:
    """The school whose pages an authority is reading: the way down to it, and where another one is searched for."""

    name: str
    way: tuple[str, ...]
    home_url: str
    search_url: str


@dataclass(frozen=True, slots=True)
class SessionWatch:
    """What the page's script needs to warn before the session ends; all times in seconds.

    `left` until it ends without a click, `end` until it ends in any case, `warn` how long before the dialog opens.
    """

    user: int
    left: int
    end: int
    warn: int
    url: str
    login_url: str
    in_page_url: str
    username: str


@dataclass(frozen=True, slots=True)
class UnlockWatch:
    """Private data is open: for how many seconds more, and where to close it or to begin anew."""

    left: int
    lock_url: str
    enter_url: str

    @property
    def minutes(self) -> int:
        """The same in whole minutes, at least one."""
        return max(1, round(self.left / 60))


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of one page for one signed-in person."""

    portal: str
    org_name: str
    user_name: str
    role_names: tuple[str, ...] = ()
    years: tuple[YearChoice, ...] = ()
    modules: tuple[NavModule, ...] = ()
    tree: tuple[NavNode, ...] = ()
    tree_head: str = ""
    tree_progress: str = ""
    #: The tree as it is drawn: once for all pages on which it is the same.
    tree_html: str = ""
    home_url: str = "/"
    password_url: str = ""
    data_password_url: str = ""
    unlock: UnlockWatch | None = None
    private_page: bool = False
    logout_url: str = ""
    manual_url: str = ""
    support_url: str = ""
    messages_url: str = ""
    unread: int = 0
    must_read: int = 0
    banner: Banner | None = None
    viewed: ViewedSchool | None = None
    session: SessionWatch | None = None
    #: The tour that this page offers, or starts.
    tour: Offer | None = None
    extra_links: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def portal_name(self) -> str:
        """The Chinese name of the portal, shown as a badge beside the brand."""
        return PORTAL_NAMES[self.portal]

    @property
    def has_states(self) -> bool:
        """Whether the tree shows filing states, which then need their legend."""
        return any(node.has_state for node in self.tree)

    @property
    def year_label(self) -> str:
        """The label of the chosen year, or an empty text when the page has no year."""
        return next((choice.label for choice in self.years if choice.current), "")
