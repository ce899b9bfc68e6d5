"""The process that looks at one attached file and ends; see :mod:`zhijiao.attachments.checking`.

Nothing here or below may import Django.
"""

import sys

from zhijiao.attachments.judging import judge
from zhijiao.attachments.kinds import HURTS
from zhijiao.attachments.pictures import thumbnail
from zhijiao.kit import bare_child
from zhijiao.workbooks.markup import FileRefused

ACTS = {"judge": judge, "thumbnail": thumbnail}

if __name__ == "__main__":
    sys.exit(bare_child.serve(ACTS, FileRefused, HURTS))
