"""`python -m zhijiao` is the command `zhijiao`."""

from zhijiao.cli import main

if __name__ == "__main__":
    main()
