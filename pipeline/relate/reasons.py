"""Why a trigger opens no frame, a mention takes no slot, or a pair is no claim: in words."""

from __future__ import annotations

# A sentence that is not parsed.
LANGUAGE = "not in a language that is read"
SILENT_BLOCK = "in a block of contacts or boilerplate"
NAMES_NOTHING = "names nothing that could fill a slot"
NO_TRIGGER = "no word in it opens a frame"
NO_OPENER = "no word in it opens a frame by itself"

# A trigger.
INSIDE_ANOTHER = "part of a longer trigger"
RESISTED_EFFECT = "the effect is itself what is resisted"
OWN_ACTIVITY = "part of what says that an agent works"
NO_OPERATOR = "nothing acts on it: neither less nor more, neither back nor denied"
ACTS_ON_ANOTHER = "acts on another trigger"

# A mention.
UNDER_BEST = "score under the best"
CLASS_BESIDE_DRUG = "a class beside its drug"
SET_APART = "the sentence sets it apart from the others"
NOT_TIED = "nothing ties it to the trigger"
CLOSER_TIE = "another one is tied more closely"
IN_TRIGGER = "part of the trigger"
SAME_AS_THERAPY = "same id as the therapy"
SAME_AS_OTHERS = "same id as the therapy or the cause"
RESISTED = "what the cells resist"
COMPARED = "only compared with"
INHIBITED = "inhibited: so it does not cause the resistance"
ONLY_CARRIED = "the cells or patients have it; something else is to blame"
FARTHER_CARRIER = "the cells or patients with another are named nearer"
NOTHING_DONE = "a gene that nothing is done to"
MECHANISM = "what the drug works by, not the agent"
STILL_THERE = "not taken away from the resistant cells"
PRONOUN_INSTEAD = "a pronoun stands for another"
MERE_EFFECT = "a better effect alone overcomes nothing"

# A frame.
OFF_TOPIC = "the document speaks neither of cancer nor of resistance"
NO_DIRECTION = "a change that is not denied has no direction"
NONE_TOLD = "no therapy in the sentence and none told before"
NOT_FRESH = "no therapy in the sentence, and no resistance told in it or the two before"
ANY_DRUG = "no therapy in the sentence, and the effect may be any drug's"
OTHER_THAN_THERAPY = "said of what is no therapy here"
NO_CAUSE = "nothing in the sentence to blame"
NO_AGENT = "nothing in the sentence that overcomes it"

ALL_DROPPED = "no pair of it makes a claim"

# A pair.
SAME_THING = "same id as the therapy: nothing acts on itself"
RESPECTIVELY = "respectively: each goes with another"
OTHER_HALF = "each half of the sentence has a cause and a drug of its own"
FACTOR_DENIED = "what is denied of a factor says nothing of what the drug still does"


def below(confidence: float, threshold: float) -> str:
    """Of a relation that is not kept."""
    return f"below the threshold {threshold:.2f}: {confidence:.2f}"
