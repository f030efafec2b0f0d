"""What crosses the door of the places room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from yiwang.places.rules.coordinates import Position
from yiwang.places.rules.tiles import Box
from yiwang.text import Text

#: What a layer holds. Images lie on the map as tiles.
Form = Literal["point", "line", "area", "image"]
FORMS: dict[str, Text] = {
    "point": Text("点", "Points"),
    "line": Text("线", "Lines"),
    "area": Text("面", "Areas"),
    "image": Text("影像", "Image"),
}
#: Whose map a layer comes from.
THEMES: dict[str, Text] = {
    "divisions": Text("行政区划", "Administrative areas"),
    "names": Text("地名", "Place names"),
    "nature": Text("自然资源", "Natural resources"),
    "transport": Text("交通", "Transport"),
    "ecology": Text("生态环境", "Ecology"),
    "water": Text("水利", "Water"),
    "weather": Text("气象", "Meteorology"),
    "imagery": Text("遥感影像", "Remote-sensing images"),
}
#: Who may see a layer: everybody, all staff, or staff of the roles it names.
Grade = Literal["public", "internal", "restricted"]
GRADES: dict[str, Text] = {
    "public": Text("公开", "Public"),
    "internal": Text("内部", "Staff"),
    "restricted": Text("受限", "Restricted"),
}


@dataclass(frozen=True)
class Layer:
    """A layer. `readers` are the roles that see a restricted one; `note` stands wherever it is shown."""

    slug: str
    name: Text
    theme: str
    form: Form
    department: str
    grade: Grade = "public"
    readers: tuple[str, ...] = ()
    note: Text = field(default_factory=lambda: Text("", ""))
    colour: str = "#0b6157"
    version: int = 1

    @property
    def theme_name(self) -> Text:
        """Whose map it comes from."""
        return THEMES[self.theme]

    @property
    def form_name(self) -> Text:
        """What it holds."""
        return FORMS[self.form]

    @property
    def grade_name(self) -> Text:
        """Who may see it."""
        return GRADES[self.grade]


@dataclass(frozen=True)
class LayerLine:
    """A layer with how much it holds now, and where."""

    layer: Layer
    features: int
    box: Box | None


@dataclass(frozen=True)
class NewFeature:
    """A feature being delivered. `geometry` is GeoJSON in CGCS2000 degrees; without `valid_from` it holds as of old."""

    key: str
    name: str
    geometry: Mapping[str, Any]
    properties: Mapping[str, Any] = field(default_factory=dict)
    area_code: str = ""
    valid_from: date | None = None


@dataclass(frozen=True)
class FeatureView:
    """A feature as it stands on a day. `geometry` is GeoJSON in CGCS2000 degrees."""

    id: int
    layer: str
    key: str
    name: str
    area_code: str
    geometry: Mapping[str, Any]
    box: Box
    properties: Mapping[str, Any]
    valid_from: date | None
    valid_until: date | None
    source: str


@dataclass(frozen=True)
class FeaturePage:
    """Features in the order of their numbers; `next` is where the next page begins, 0 when there is none."""

    rows: tuple[FeatureView, ...]
    next: int


@dataclass(frozen=True)
class Delivered:
    """What taking a delivery over did; `again` when its load id had come before."""

    added: int
    changed: int
    same: int
    again: bool = False


@dataclass(frozen=True)
class NewAddress:
    """A standard address as it is delivered. `status` is that of GB/T 37149: OC in use, AB, IN, UN."""

    code: str
    name: str
    area_code: str
    road: str
    number: str
    building: str
    position: Position
    status: str = "OC"
    updated_at: Any = None


#: What of an address was found, the finest first.
MATCH_LEVELS: dict[str, Text] = {
    "building": Text("楼栋", "Building"),
    "number": Text("门牌", "House number"),
    "road": Text("道路", "Road"),
    "village": Text("村（社区）", "Village"),
    "name": Text("地名", "Place name"),
    "town": Text("乡镇（街道）", "Town"),
    "county": Text("县（市、区）", "County"),
}


@dataclass(frozen=True)
class Candidate:
    """A place that a text may mean. `score` is 0 to 1; `code` names the address, feature or division."""

    text: str
    level: str
    score: float
    position: Position
    area_code: str
    code: str

    @property
    def level_name(self) -> Text:
        """What of the address was found."""
        return MATCH_LEVELS[self.level]

    @property
    def coordinates(self) -> tuple[str, str]:
        """Longitude and latitude as text with six decimals."""
        return f"{self.position.longitude:.6f}", f"{self.position.latitude:.6f}"


@dataclass(frozen=True)
class Nearby:
    """An address and how many metres away it is."""

    text: str
    code: str
    position: Position
    metres: float


@dataclass(frozen=True)
class Here:
    """What lies around a point: the divisions that contain it, outer first, and the nearest addresses."""

    divisions: tuple[FeatureView, ...]
    addresses: tuple[Nearby, ...]


@dataclass(frozen=True)
class Image:
    """An image on the map."""

    layer: str
    digest: str
    width: int
    height: int
    box: Box
    taken_on: date | None
    source: str
    tiles: int
    levels: Mapping[str, tuple[int, int]]
