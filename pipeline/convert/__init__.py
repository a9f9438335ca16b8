"""Annotation in the formats of other tools, in and out, losing nothing that they can hold."""

from pipeline.convert.annotated import Annotated
from pipeline.convert.brat import read as read_brat
from pipeline.convert.brat import write as write_brat
from pipeline.convert.formats import (
    BRAT,
    FILE_FORMATS,
    READABLE,
    RUN,
    WRITABLE,
    FileFormat,
    file_format,
    format_of,
)
from pipeline.convert.predicted import from_document

__all__ = [
    "BRAT",
    "FILE_FORMATS",
    "READABLE",
    "RUN",
    "WRITABLE",
    "Annotated",
    "FileFormat",
    "file_format",
    "format_of",
    "from_document",
    "read_brat",
    "write_brat",
]
