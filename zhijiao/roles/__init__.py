"""角色管理 and rights one can read: what roles grant, what a user may in effect, who can see something and why."""
