"""`yiwang places …`."""

from pathlib import Path
from typing import Any, cast

import typer

app = typer.Typer(
    name="places", help="空间地理库 · The geospatial base: layers, addresses, tiles.", no_args_is_help=True
)


@app.command("layers")
def list_layers() -> None:
    """Every layer, who may see it, and what it holds."""
    from rich.table import Table

    from yiwang.access.api import SYSTEM
    from yiwang.places import api as places
    from yiwang.terminal import answers

    table = Table("图层", "名称", "name", "来源", "类型", "级别", "要素")
    for line in places.layers(SYSTEM("command")):
        one = line.layer
        table.add_row(
            one.slug, one.name.zh, one.name.en, one.theme_name.zh, one.form_name.zh, one.grade_name.zh,
            f"{line.features:,}",
        )  # fmt: skip
    answers().print(table)


@app.command()
def geocode(
    text: str,
    area: str = typer.Option("", help="Only inside this division, by its code."),
    limit: int = 5,
) -> None:
    """The places a text may mean, best first: score, level, longitude, latitude (CGCS2000), address."""
    from yiwang.access.api import SYSTEM
    from yiwang.places import api as places

    found = places.geocode(text, actor=SYSTEM("command"), area=area, limit=limit)
    for one in found:
        longitude, latitude = one.coordinates
        print(f"{one.score:.2f}  {one.level:<8}  {longitude},{latitude}  {one.text}  {one.code}")
    if not found:
        raise typer.Exit(1)


@app.command()
def convert(
    longitude: float,
    latitude: float,
    source: str = typer.Option("gcj02", help="cgcs2000, wgs84, gcj02 or bd09."),
    target: str = typer.Option("cgcs2000", help="cgcs2000, wgs84, gcj02 or bd09."),
) -> None:
    """A place in another coordinate system, in degrees."""
    from yiwang.places import api as places

    there = places.convert(places.Position(longitude, latitude), cast("Any", source), cast("Any", target))
    print(f"{there.longitude:.7f} {there.latitude:.7f}")


@app.command("import")
def import_features(
    layer: str,
    file: Path = typer.Argument(help="A GeoJSON file in CGCS2000 or WGS 84.", exists=True, dir_okay=False),
    source: str = typer.Option(..., help="Who brought it."),
    load_id: str = typer.Option("", help="The delivery's name; the file's digest when left out."),
) -> None:
    """Take over the features of a file, all or nothing; the same delivery again changes nothing."""
    from yiwang.access.api import SYSTEM
    from yiwang.crypto.api import sm3
    from yiwang.places import api as places

    raw = file.read_bytes()
    name = load_id or sm3(raw).hex()
    done = places.import_geojson(layer, raw, load_id=name, source=source, by=SYSTEM("command"))
    again = " (this delivery had come before)" if done.again else ""
    print(f"{done.added:,} added, {done.changed:,} changed, {done.same:,} the same{again}")


@app.command()
def tile(
    layer: str,
    image: Path = typer.Argument(help="A PNG, JPEG or TIFF.", exists=True, dir_okay=False),
    world: Path = typer.Argument(help="Its world file, in CGCS2000 degrees.", exists=True, dir_okay=False),
    source: str = typer.Option(..., help="Who brought it."),
) -> None:
    """Lay an image on the map and cut its tiles."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from yiwang.access.api import SYSTEM
    from yiwang.places import api as places

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} tiles"), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("tiles", total=None)
        count = places.import_image(
            layer,
            image.read_bytes(),
            world.read_bytes(),
            source=source,
            by=SYSTEM("command"),
            progress=lambda done: progress.update(task, completed=done),
        )
    print(f"{count:,} tiles")


@app.command()
def sample(city: str = typer.Argument("3716", help="A city that has been loaded, by its code.")) -> None:
    """Write the synthetic layers, addresses and image of the model city."""
    from yiwang.access.api import SYSTEM
    from yiwang.places import api as places

    places.generate_city(city, by=SYSTEM("command"))
    list_layers()
