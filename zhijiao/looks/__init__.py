"""谁查看过: who searched exactly, revealed, exported, printed or read by program, and when that is unusually much."""
