"""What reading left behind: of each frame who was looked at for its slots, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Mention, Slot, State
from pipeline.relate.choice import Choice
from pipeline.relate.claim import Claim
from pipeline.relate.frame import Frame, Shut
from pipeline.relate.scene import Scene
from pipeline.weigh import Weighed


@dataclass(frozen=True, slots=True)
class Considered:
    """A mention that might take a slot. ``reason`` is empty where it does, else says why not.

    ``score`` is None where it was ruled out before any was given.
    """

    slot: Slot
    mention: Mention
    score: float | None
    rule: str
    states: tuple[State, ...] = ()
    denied: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A filler and a therapy of one frame that make no claim."""

    subject: Mention
    object: Mention
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read off one frame. ``why`` says what kept it from claiming anything."""

    claims: tuple[Claim, ...] = ()
    slots: tuple[Considered, ...] = ()
    dropped: tuple[Unpaired, ...] = ()
    why: str = ""

    def __add__(self, other: Read) -> Read:
        return Read(
            (*self.claims, *other.claims),
            (*self.slots, *other.slots),
            (*self.dropped, *other.dropped),
            self.why or other.why,
        )


@dataclass(frozen=True, slots=True)
class SceneRead:
    """What was read off one sentence by frames."""

    scene: Scene
    frames: tuple[tuple[Frame, Read], ...]
    shut: tuple[Shut, ...]

    @property
    def claims(self) -> list[Claim]:
        """Every claim that the sentence's frames make."""
        return [claim for _, read in self.frames for claim in read.claims]


@dataclass(frozen=True, slots=True)
class Heard:
    """What both readings of a document give.

    ``later`` are the claims that a sentence makes by what others tell to cause resistance,
    ``second`` those of the encoder.
    """

    weighed: tuple[Weighed, ...]
    scenes: tuple[SceneRead, ...]
    later: tuple[Claim, ...]
    second: tuple[Claim, ...]

    @property
    def claims(self) -> list[Claim]:
        """All that is claimed."""
        frames = [claim for read in self.scenes for claim in read.claims]
        return [*frames, *self.later, *self.second]


def considered(slot: Slot, choice: Choice) -> tuple[Considered, ...]:
    """Those who take a slot, then those who do not."""
    return (
        *(
            Considered(slot, f.node.mention, f.score, f.rule, f.states, f.denied)
            for f in choice.fillers
        ),
        *(
            Considered(slot, lost.node.mention, lost.score, lost.rule, reason=lost.reason)
            for lost in choice.lost
        ),
    )
