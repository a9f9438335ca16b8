"""From files, folders, archives and standard input to documents with text and source."""

from pipeline.read.inputs import document_from_text, read_inputs
from pipeline.read.outcome import Failure, Limits

__all__ = ["Failure", "Limits", "document_from_text", "read_inputs"]
