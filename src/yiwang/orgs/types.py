"""Values that cross this room's door."""

from dataclasses import dataclass

from yiwang.text import Text

KINDS: dict[str, Text] = {
    "government": Text("政府部门", "Government"),
    "party": Text("党委机关", "Party office"),
    "congress": Text("人大、政协机关", "Congress and consultative office"),
    "mass-organization": Text("群团组织", "Mass organisation"),
    "institution": Text("事业单位", "Public institution"),
    "enterprise": Text("企业", "Enterprise"),
}


@dataclass(frozen=True, slots=True)
class Department:
    """An office. `code` is ours (`3716-approval`), `credit_code` the state's; `short` is its name in plans."""

    code: str
    name: Text
    short: str
    credit_code: str
    area_code: str
    parent: str
    kind: str
    retired: bool = False

    @property
    def kind_name(self) -> Text:
        """What sort of office it is."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Post:
    """A chair in a department; whoever holds it has `role` there."""

    id: str
    department_code: str
    title: Text
    role: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class CityFolder:
    """What a city pack says about its offices."""

    departments: tuple[Department, ...]
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class CityChange:
    """What loading a city folder would do or did: codes and ids, by kind of change."""

    defined: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.defined or self.changed or self.retired)
