"""From files, folders and standard input to documents with text and source."""

from pipeline.read.formats import EXTENSIONS
from pipeline.read.inputs import document_from_text, read_inputs
from pipeline.read.outcome import Failure, Limits

__all__ = ["EXTENSIONS", "Failure", "Limits", "document_from_text", "read_inputs"]
