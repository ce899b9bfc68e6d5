"""The inbox behind the bell: what other parts of the program have to tell a person, read and unread.

Whatever happens in the name of others ends with `notices.inbox.tell`, in the same transaction.
"""
