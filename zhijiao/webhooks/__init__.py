"""事件推送 (webhooks): telling other systems of steps of submissions, cases and rounds, signed and in order."""
