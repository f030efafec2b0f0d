"""Addresses as people shorten them: without the province, with a town or without, digits in any width."""

import re
import unicodedata

_HEAD = re.compile(r"^(中国)?([\u4e00-\u9fff]{2,8}?(省|自治区))?([\u4e00-\u9fff]{2,6}?市(?!场))?")
_COUNTY = re.compile(r"^[\u4e00-\u9fff]{1,6}?(区|县|市|旗)")
_TOWN = re.compile(r"^[\u4e00-\u9fff]{1,8}?(街道|镇|乡|办事处|开发区)")
_NOISE = re.compile(r"[\s,，.。;；、()（）#\-—–]+")
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_COUNTED = re.compile(r"[零〇一二三四五六七八九]+(?=[号幢栋楼室单元户弄组])")
_UNITS = re.compile(r"(号楼|幢|栋|座)")


def tidy_address(text: object) -> str:
    """One form of an address without province and city."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", str(text or ""))).upper()
    plain = _COUNTED.sub(lambda found: found.group().translate(_DIGITS), plain)
    return _HEAD.sub("", _UNITS.sub("栋", plain), count=1)


def address_tail(text: object) -> str:
    """What is left without county and town: road, number, house. Empty when nothing with a digit is left."""
    tail = _TOWN.sub("", _COUNTY.sub("", tidy_address(text), count=1), count=1)
    return tail if any(character.isdigit() for character in tail) else ""
