"""The door of `files`."""

from yiwang.files.errors import EmptyFile, FileDamaged, FileTooLarge, NoSuchFile, StorageFull, WrongFileType
from yiwang.files.queries import read
from yiwang.files.rules.media_type import DOCX, GIF, JPEG, OFD, PDF, PNG, TEXT, WEBP, XLSX, ZIP
from yiwang.files.services.put import LIMIT_BYTES, put, put_many
from yiwang.files.types import NewFile, StoredFile

__all__ = [
    "DOCX",
    "GIF",
    "JPEG",
    "LIMIT_BYTES",
    "OFD",
    "PDF",
    "PNG",
    "TEXT",
    "WEBP",
    "XLSX",
    "ZIP",
    "EmptyFile",
    "FileDamaged",
    "FileTooLarge",
    "NewFile",
    "NoSuchFile",
    "StorageFull",
    "StoredFile",
    "WrongFileType",
    "put",
    "put_many",
    "read",
]
