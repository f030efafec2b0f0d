"""Named errors of packs."""

from collections.abc import Sequence

from yiwang.errors import YiwangError
from yiwang.packs.types import Problem
from yiwang.text import Text


class BadPack(YiwangError):
    """A pack is wrong somewhere; `problems` lists everything, by file and line."""

    code = "packs.bad"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        told_zh = "".join(f"\n  {one.file}:{one.line} {one.message.zh}" for one in self.problems)
        told_en = "".join(f"\n  {one.file}:{one.line} {one.message.en}" for one in self.problems)
        super().__init__(
            Text(
                f"业务包有 {len(self.problems)} 处错误：{told_zh}",
                f"The pack has {len(self.problems)} errors:{told_en}",
            ),
            Text("按所列文件和行号改正后重新加载。", "Correct the files and lines listed and load it again."),
        )


class PackMissing(YiwangError):
    """There is no pack where one was looked for."""

    code = "packs.missing"
    http_status = 404

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(f"{path} 中没有业务包（缺少 pack.toml）。", f"There is no pack in {path} (no pack.toml)."),
            Text("给出含有 pack.toml 的文件夹。", "Give a folder that holds a pack.toml."),
        )
