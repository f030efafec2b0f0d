"""A certificate type's page, made once from its definition; filling it gives the layout of one certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.certificates.page.frames import frame, mix
from yiwang.certificates.page.pieces import (
    ENGLISH,
    ENGLISH_LEAST,
    ENGLISH_MOST,
    GREY,
    Line,
    Paragraph,
    Piece,
    ValueOf,
)
from yiwang.certificates.rules.definition import TypeDefinition
from yiwang.certificates.rules.places import Value
from yiwang.seals.api import INK, POINT, Colour, Item, Layout, Picture, Place, Sheet, line, qr_code, rectangle
from yiwang.text import Text

_BUILT_IN_LABELS = {
    "holder_name": Text("持证主体", "Holder"),
    "holder_id": Text("证件号码", "ID number"),
    "holder_id_masked": Text("证件号码", "ID number"),
    "number": Text("证照编号", "Number"),
    "identifier": Text("证照标识", "Identifier"),
    "type_name": Text("证照名称", "Type"),
    "issuer": Text("颁发机构", "Issuer"),
    "issue_date": Text("颁发日期", "Issued on"),
    "valid_from": Text("有效期自", "Valid from"),
    "valid_until": Text("有效期至", "Valid until"),
    "case_number": Text("办件编号", "Case number"),
    "verification_code": Text("验证码", "Verification code"),
    "city": Text("城市", "City"),
}


@dataclass(frozen=True, eq=False)
class Template:
    """The unchanging sheet, the texts that change, and where seal and QR code go."""

    sheet: Sheet
    pieces: tuple[Piece, ...]
    seal: Place
    qr: Place

    def layout(self, value_of: ValueOf, *, qr_text: str, title: str, identity: Mapping[str, str]) -> Layout:
        """The page of one certificate. Raises DoesNotFit, CannotPrint."""
        items: list[Item] = [run for piece in self.pieces for run in piece.runs(value_of)]
        items.append(Picture(self.qr.x, self.qr.y, self.qr.width, self.qr.height, qr_code(qr_text)))
        return Layout(self.sheet, tuple(items), title, (self.seal,), identity)


def make_template(definition: TypeDefinition, *, notice: Text) -> Template:
    """Typeset the definition. `notice` is printed at the foot of every page; empty for a real city."""
    data = definition.data
    page = data["page"]
    width, height = (float(side) for side in page["size"])
    colour, paper = _colour(page.get("colour", "#9c2a1d")), _colour(page.get("paper", "#fffdf7"))
    items: list[Item] = list(frame(page.get("frame", "none"), width, height, colour, paper))
    items += _shapes(data, colour)
    texts = [*_texts(data, definition, colour, paper, items)]
    if notice:
        texts += _line(
            (width / 2, height - 1.3),
            notice.zh + "　" + notice.en,
            "",
            size=5.5,
            align="center",
            colour=GREY,
            font="sans",
        )
    fixed = [piece for piece in texts if piece.fixed]
    items += [run for piece in fixed for run in piece.runs(_no_value)]
    seal, qr = data["seal"], data["qr"]
    side = float(seal["size"])
    items += [
        rectangle(
            qr["at"][0] - 1,
            qr["at"][1] - 1,
            qr["size"] + 2,
            qr["size"] + 2,
            stroke=None,
            fill=(255, 255, 255),
        )
    ]
    return Template(
        Sheet(width, height, tuple(items)),
        tuple(piece for piece in texts if not piece.fixed),
        Place(seal["at"][0] - side / 2, seal["at"][1] - side / 2, side, side),
        Place(qr["at"][0], qr["at"][1], qr["size"], qr["size"]),
    )


def label_of(definition: TypeDefinition, name: str) -> Text:
    """What a value is called on the page."""
    field = definition.field(name)
    return field.label if field else _BUILT_IN_LABELS[name]


def _no_value(name: str, form: str) -> Value:
    raise KeyError(name)


def _shapes(data: Mapping[str, Any], colour: Colour) -> Iterator[Item]:
    for one in data.get("rect", ()):
        (x, y), (width, height) = one["at"], one["size"]
        thick = one.get("width", 0.25)
        yield rectangle(
            x,
            y,
            width,
            height,
            stroke=_colour(one["colour"]) if "colour" in one else colour if thick else None,
            line_width=thick,
            fill=_colour(one["fill"]) if "fill" in one else None,
        )
    for one in data.get("line", ()):
        stroke = _colour(one["colour"]) if "colour" in one else colour
        yield line(*one["from"], *one["to"], colour=stroke, width=one.get("width", 0.25))


def _texts(
    data: Mapping[str, Any], definition: TypeDefinition, colour: Colour, paper: Colour, items: list[Item]
) -> Iterator[Piece]:
    for one in data.get("text", ()):
        yield from _line(one["at"], one["zh"], one.get("en", ""), **_style(one))
    for one in data.get("paragraph", ()):
        x, y = one["at"]
        yield Paragraph(
            x,
            y,
            one["width"],
            one.get("height", 0),
            one["zh"],
            one.get("en", ""),
            one.get("font", "serif"),
            one.get("size", 12),
            _colour(one["colour"]) if "colour" in one else INK,
            one.get("leading", 1.8),
            one.get("indent", 2),
        )
    for one in data.get("entry", ()):
        yield from _entry(one, definition, mix(colour, paper, 0.35), items)
    for one in data.get("table", ()):
        yield from _table(one, colour, paper, items)


def _line(
    at: tuple[float, float],
    zh: str,
    en: str,
    *,
    size: float = 12,
    align: str = "left",
    font: str = "serif",
    colour: Colour = INK,
    spacing: float = 0,
    width: float = 0,
    lines: int = 1,
) -> list[Piece]:
    x, y = at
    side: Any = align
    pieces: list[Piece] = [Line(x, y, zh, "zh", font, size, colour, side, spacing, width, lines)]
    if en:
        english = min(max(size * ENGLISH, ENGLISH_LEAST), ENGLISH_MOST)
        below = y + english * POINT * 0.8 + size * POINT * 0.3
        pieces.append(Line(x, below, en, "en", "sans", english, GREY, side, 0, width, 1))
    return pieces


def _entry(
    one: Mapping[str, Any], definition: TypeDefinition, rule: Colour, items: list[Item]
) -> Iterator[Piece]:
    x, y = one["at"]
    size = one.get("size", 12)
    label_width, width = one.get("label_width", 26), one.get("width", 90)
    label, name = label_of(definition, one["field"]), one["field"]
    place = f"{{{name}}}"
    yield from _line(
        (x, y), label.zh, label.en, size=size, font="sans", colour=(70, 68, 64), width=label_width - 1
    )
    field = definition.field(name)
    both = definition.format_of(name) == "date" or bool(field and field.choices)
    room = width - label_width
    yield from _line(
        (x + label_width, y), place, place if both else "", size=size, width=room, lines=one.get("lines", 1)
    )
    if one.get("rule", True):
        below = size * POINT * 1.25 * (one.get("lines", 1) - 1) + (size * POINT * 0.75 if both else 0)
        foot = y + 1.6 + below
        items.append(line(x + label_width, foot, x + width, foot, colour=rule, width=0.15))


def _table(one: Mapping[str, Any], colour: Colour, paper: Colour, items: list[Item]) -> Iterator[Piece]:
    left, top = one["at"]
    widths, height, size = one["widths"], one.get("row_height", 9), one.get("size", 10.5)
    rows = one["rows"]
    bottom, right = top + height * len(rows), left + sum(widths)
    stroke = _colour(one["colour"]) if "colour" in one else mix(colour, paper, 0.6)
    if one.get("head"):
        items.append(rectangle(left, top, right - left, height, stroke=None, fill=mix(colour, paper, 0.1)))
    for number in range(len(rows) + 1):
        items.append(
            line(left, top + number * height, right, top + number * height, colour=stroke, width=0.2)
        )
    for number in range(len(widths) + 1):
        x = left + sum(widths[:number])
        items.append(line(x, top, x, bottom, colour=stroke, width=0.2))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            x = left + sum(widths[:column]) + 2
            face = "sans-bold" if one.get("head") and not number else "serif"
            rise = 0.62 if not cell.get("en") else 0.48
            yield from _line(
                (x, top + number * height + height * rise),
                cell["zh"],
                cell.get("en", ""),
                size=size,
                font=face,
                width=widths[column] - 4,
            )


def _style(one: Mapping[str, Any]) -> dict[str, Any]:
    style = {key: one[key] for key in ("size", "align", "font", "spacing", "width") if key in one}
    if "colour" in one:
        style["colour"] = _colour(one["colour"])
    return style


def _colour(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
