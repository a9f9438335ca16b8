"""A statistical reader of English, and what its opinions add to the names that tagging found."""

from pipeline.propose.opinion import Guess, Hint, Opinion, Proposer
from pipeline.propose.reader import read_names
from pipeline.propose.settings import Settings
from pipeline.propose.stage import propose

__all__ = ["Guess", "Hint", "Opinion", "Proposer", "Settings", "propose", "read_names"]
