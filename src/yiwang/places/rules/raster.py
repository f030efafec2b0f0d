"""Where the pixels of an image lie (its world file), and how a tile is cut out of it."""

import io
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from yiwang.places.errors import BadImage
from yiwang.places.rules.tiles import LEVELS, SIZE, Box, Grid, Tile, box_of, covering, latitude_at
from yiwang.text import Text

FORMATS = ("PNG", "JPEG", "TIFF")
#: What two gigabytes of memory can hold twice over.
MOST_PIXELS = 120_000_000
#: Of one image in one grid.
MOST_TILES = 20_000
#: How many levels are cut above the finest one.
_DEPTH = 5
#: A tile of the Mercator grid is cut in strips, within which latitude runs evenly enough.
_STRIPS = 16


@dataclass(frozen=True)
class World:
    """Affine placing of an image: x = a·column + b·row + c, y = d·column + e·row + f, for pixel centres, in degrees."""

    a: float
    d: float
    b: float
    e: float
    c: float
    f: float

    def place(self, column: float, row: float) -> tuple[float, float]:
        """Longitude and latitude of a corner of the pixel grid."""
        x, y = column - 0.5, row - 0.5
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Column and row on the pixel grid at which a place lies."""
        x, y = longitude - self.c, latitude - self.f
        size = self.a * self.e - self.b * self.d
        return (self.e * x - self.b * y) / size + 0.5, (self.a * y - self.d * x) / size + 0.5

    def box(self, width: int, height: int) -> Box:
        """The box around an image."""
        corners = [self.place(column, row) for column in (0, width) for row in (0, height)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


def world_from(raw: bytes) -> World:
    """Read a world file: six numbers, one a line. Raises `BadImage`."""
    try:
        numbers = [float(line) for line in raw.decode("ascii").split()]
        world = World(*numbers)
        usable = abs(world.a * world.e - world.b * world.d) > 1e-18
    except (ValueError, TypeError):
        usable = False
    if not usable:
        raise BadImage(Text("坐标文件应为六行数字。", "A world file has six lines, each a number."))
    return world


def open_image(raw: bytes) -> Image.Image:
    """An image, decoded whole. Raises `BadImage` for what is broken, huge, or of another format."""
    try:
        image = Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _huge() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise BadImage(Text("文件不是影像，或已损坏。", "The file is no image, or it is broken.")) from None
    if image.width * image.height > MOST_PIXELS:
        raise _huge()
    try:
        return image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, MemoryError):
        raise BadImage(
            Text("影像不完整，无法解码。", "The image is incomplete and cannot be decoded.")
        ) from None


def levels_of(grid: Grid, world: World, box: Box) -> range:
    """From a level that shows the image whole to the one that shows every pixel. Raises `BadImage`."""
    pixel = min(abs(world.a) + abs(world.d), abs(world.b) + abs(world.e))
    finest = next((one for one in LEVELS[grid] if 360 / 2**one / SIZE <= pixel), LEVELS[grid][-1])
    first = max(LEVELS[grid][0], finest - _DEPTH)
    across = max(1.0, (box.east - box.west) / 360 * 2**finest)
    if across * max(1.0, (box.north - box.south) / 360 * 2**finest) * 1.4 > MOST_TILES:
        raise _huge()
    return range(first, finest + 1)


def cut(image: Image.Image, world: World, factor: int, tile: Tile) -> Image.Image | None:
    """A tile of an image that was reduced by `factor`; None where the image has nothing to show."""
    box = box_of(tile)
    mesh = []
    for strip in range(_STRIPS):
        top, bottom = strip / _STRIPS, (strip + 1) / _STRIPS
        corners: list[float] = []
        for x, share in ((box.west, top), (box.west, bottom), (box.east, bottom), (box.east, top)):
            column, row = world.pixel(x, latitude_at(tile, share))
            corners += [column / factor, row / factor]
        place = (0, round(top * SIZE), SIZE, round(bottom * SIZE))
        mesh.append((place, tuple(corners)))
    shown = image.transform((SIZE, SIZE), Image.Transform.MESH, mesh, resample=Image.Resampling.BILINEAR)
    return shown if shown.getchannel("A").getbbox() else None


def tiles_of(grid: Grid, level: int, box: Box) -> list[Tile]:
    """The tiles of a level that an image reaches."""
    return list(covering(grid, level, box))


def _huge() -> BadImage:
    return BadImage(
        Text(
            f"影像过大：最多 {MOST_PIXELS // 1_000_000} 百万像素；请分幅导入。",
            f"The image is too large: at most {MOST_PIXELS // 1_000_000} million pixels; import it in sheets.",
        )
    )
