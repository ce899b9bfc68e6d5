"""在线支持: people ask, the level above answers.

A conversation belongs to the node of who asks. Who answers: at a school first its own administrator; whatever is asked
by an authority, or by that administrator himself, goes to the nearest authority above with somebody to answer it, and
can be handed further up. Nobody but the asker and the nodes that have handled it sees a conversation.
"""
