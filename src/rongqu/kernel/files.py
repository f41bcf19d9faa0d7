"""What a file may be that people hand in."""

from enum import StrEnum


class FileType(StrEnum):
    """By its content, never by its name."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
