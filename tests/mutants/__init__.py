"""Which tests would notice a mistake: one small change of the code at a time, and the tests that guard it.

`make mutants` runs it; docs/howto/write-a-test.md says how to read what it prints.
"""
