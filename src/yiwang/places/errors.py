"""What can go wrong with places."""

from yiwang.errors import YiwangError
from yiwang.text import Text


class BadCoordinate(YiwangError):
    """Numbers or systems that mean no place."""

    code = "places.bad-coordinate"
    http_status = 422

    def __init__(self, first: object, second: object) -> None:
        super().__init__(
            Text(f"坐标无效：{first}，{second}", f"No coordinate: {first}, {second}"),
            Text(
                "经度 −180 至 180，纬度 −90 至 90；坐标系为 cgcs2000、wgs84、gcj02、bd09。",
                "Longitude −180 to 180, latitude −90 to 90; systems are cgcs2000, wgs84, gcj02, bd09.",
            ),
        )


class NoSuchTile(YiwangError):
    """Outside the grid, or of no grid we know."""

    code = "places.no-such-tile"
    http_status = 404

    def __init__(self) -> None:
        super().__init__(
            Text("没有这张瓦片。", "There is no such tile."),
            Text("请按服务能力文档中的矩阵集请求。", "Ask by the matrix sets of the capabilities document."),
        )


class UnknownLayer(YiwangError):
    """There is no such layer, or the reader must not see it."""

    code = "places.unknown-layer"
    http_status = 404

    def __init__(self, slug: str) -> None:
        super().__init__(
            Text(f"没有图层“{slug}”", f"There is no layer “{slug}”"),
            Text("请从图层目录选择。", "Choose one from the list of layers."),
        )


class BadFeatures(YiwangError):
    """A delivery of features with faults; nothing of it was taken over."""

    code = "places.bad-features"
    http_status = 422

    def __init__(self, faults: tuple[str, ...]) -> None:
        shown = "；".join(faults[:5])
        super().__init__(
            Text(f"{len(faults)} 处有误：{shown}", f"{len(faults)} faults: {shown}"),
            Text(
                "改正后重新导入；本次没有写入任何要素。", "Mend them and import again; nothing was written."
            ),
        )
        self.faults = faults


class BadImage(YiwangError):
    """A picture that cannot be placed on the map."""

    code = "places.bad-image"
    http_status = 422

    def __init__(self, why: Text) -> None:
        super().__init__(
            why,
            Text(
                "请提供 PNG、JPEG 或 TIFF 影像，以及 CGCS2000 经纬度的坐标文件（.pgw、.jgw、.tfw）。",
                "Bring a PNG, JPEG or TIFF with a world file (.pgw, .jgw, .tfw) in CGCS2000 degrees.",
            ),
        )


class BadLayer(YiwangError):
    """A layer that cannot be entered like this."""

    code = "places.bad-layer"
    http_status = 422

    def __init__(self, slug: str, why: Text) -> None:
        super().__init__(
            Text(f"图层“{slug}”：{why.zh}", f"Layer “{slug}”: {why.en}"),
            Text("请改正后再保存。", "Mend it and save again."),
        )


class NotFound(YiwangError):
    """No such feature in a layer."""

    code = "places.no-such-feature"
    http_status = 404

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(f"图层中没有要素“{key}”", f"The layer has no feature “{key}”"),
            Text("请从要素列表中选择。", "Choose one from the list."),
        )
