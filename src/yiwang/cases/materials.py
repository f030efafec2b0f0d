"""The files handed in with a case, to whoever may see the case."""

from yiwang.access.api import Actor
from yiwang.cases.queries import case
from yiwang.cases.types import Material
from yiwang.files import api as files


def read_material(number: str, digest: str, actor: Actor) -> tuple[Material, bytes]:
    """One file of a case and its bytes.

    Raises:
        NoSuchCase; files.NoSuchFile when the case has no such file; files.FileDamaged.
    """
    found = next((one for one in case(number, actor).materials if one.digest == digest), None)
    if found is None:
        raise files.NoSuchFile(digest)
    return found, files.read(digest)
