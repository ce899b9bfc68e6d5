"""A snapshot as a ZIP that can be proved without this program: manifest, lines, digests, and how to check them.

Open lines go out as they were digested. Private values stand beside, masked; in clear, with the salt that proves them,
they leave by the command line alone.
"""

import json
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from zhijiao.private import masks
from zhijiao.private.cipher import SchoolCipher, for_school
from zhijiao.snapshots import blocks, manifest, reading, seals, wording
from zhijiao.snapshots.manifest import FrozenForm
from zhijiao.snapshots.models import Snapshot, SnapshotForm

README = """填报快照：{school}，{title}，{taken} 由{signer}签发
摘要（SM3）：{digest}

文件
  manifest.json            清单：学校、轮次、版次、时间、签发人、上一份快照的摘要，以及各表单说明的摘要
  entries/表单.json        各表单的说明：记录数、内容的摘要、各录入人的记录数
  forms/表单.ndjson        封存时的记录，每行一条 JSON；第一行说明各项目和当时代码的含义
  {private}

校验（任何装有 OpenSSL 1.1.1 以上的电脑都可以）
  1. openssl dgst -sm3 manifest.json
     结果应与上面的摘要一致，也应与上报时登记的摘要一致。
  2. openssl dgst -sm3 entries/表单.json
     结果应与 manifest.json 中 forms 里该表单的值一致。
  3. openssl dgst -sm3 forms/表单.ndjson
     结果应与 entries/表单.json 中的 digest 一致。没有记录的表单没有文件。
{more}
说明
  引用写作［记录编号，编号或代码，名称］；附件写文件名、大小和摘要，不含文件本身。
  本压缩包只含导出人有权导出的表单，清单中其余表单只有摘要，看不出内容和记录数。
  系统内的校验命令：zhijiao snapshot verify
"""
MASKED = "masked/表单.ndjson       隐私项目，只有掩码，不能用来校验"
CLEAR = """private/表单.ndjson      隐私项目的明文，请按隐私数据保管，用后删除
  salt.txt                 隐私内容摘要所用的盐"""
CLEAR_STEP = """  4. openssl dgst -sm3 -mac HMAC -macopt hexkey:（salt.txt 的内容） private/表单.ndjson
     结果应与 entries/表单.json 中的 private_digest 一致。
"""


def write_archive(
    out: BinaryIO, snapshot: Snapshot, forms: Iterable[FrozenForm], *, private: bool = False
) -> None:
    """Write forms of a snapshot; ``private`` lets private values out in clear."""
    cipher = for_school(snapshot.school_id)
    said = manifest.read(snapshot.manifest)
    stored = {
        each.form: each
        for each in SnapshotForm.objects.filter(school_id=snapshot.school_id, snapshot=snapshot)
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(snapshot, said, private))
        archive.writestr("manifest.json", said.text)
        if private:
            archive.writestr("salt.txt", cipher.decrypt_filled(snapshot.salt))
        for form in forms:
            name = form.key.removeprefix("@")
            archive.writestr(f"entries/{name}.json", form.text)
            if form.key in stored:
                _write_form(archive, name, stored[form.key], cipher, private=private)


def _readme(snapshot: Snapshot, said: manifest.Manifest, private: bool) -> str:
    return README.format(
        school=said.school_name,
        title=wording.title(snapshot),
        taken=wording.taken(snapshot),
        signer=snapshot.signer,
        digest=snapshot.digest,
        private=CLEAR if private else MASKED,
        more=CLEAR_STEP if private else "",
    )


def _write_form(
    archive: zipfile.ZipFile, name: str, stored: SnapshotForm, cipher: SchoolCipher, *, private: bool
) -> None:
    text = blocks.unpacked(stored.content)
    archive.writestr(f"forms/{name}.ndjson", text)
    if stored.private is None:
        return
    plain = blocks.opened(cipher, stored.private)
    if private:
        archive.writestr(f"private/{name}.ndjson", plain)
    else:
        archive.writestr(f"masked/{name}.ndjson", _masked(text, plain))


def _masked(text: bytes, plain: bytes) -> str:
    """Private lines with masks for values, and without the names of codes that occur."""
    head, _ = blocks.read_lines(text)
    kinds = {each["name"]: reading.Facts(**each).private for each in head["columns"]}
    lines = [json.loads(line) for line in blocks.read_lines(plain)[1]]
    for line in lines:
        line["values"] = {name: masks.mask(kinds[name], str(value)) for name, value in line["values"].items()}
    return "".join(f"{seals.canonical(line)}\n" for line in lines)
