"""Whether a trigger tells of an act at all, and whether that act has happened."""

import functools

from dateline.events.clauses import addressed_subject, comma_clause, shared_clause
from dateline.events.lexicon import STATUS_OF_ASPECT, Trigger
from dateline.events.ontology import event_type
from dateline.events.scenes import NOUNS, SUPPORT_REACH, Scene, clause_bounds, is_behind_and, relative_verb
from dateline.events.words import CLAUSE_OPENERS, FINITE, Found, Sentence

_BEFORE_COSTS = 40  # what follows a verb is its own rather than what precedes it
_CUE_REACH = 60
_ANTECEDENT_REACH = 60  # characters before "that" in which the thing stands that a clause is about
_AFTER_REACH = 40
_TITLE_REACH = 24  # characters of adjectives before the noun that begins a title
_FINAL_STOPS = (".", "!", "?", "…", ";", "。", "؟")
_NOUN_REACH = 30  # characters between a noun and the word that says it is none of the kind
_DAY_REACH = 90  # characters between a noun and the day that makes it an act: who and where stand between
_VERB_REACH = 40  # characters between a verb of saying or wishing and its "that"
# Cues of one aspect only: "may" before a present tense, "decided" before an infinitive; and the status they give.
_ASPECT_OF = {"possible": "present", "decided": "base"}
_AS = {"possible": "hypothetical", "decided": "planned", "not": "negated"}
_BARE = ("base", "gerund", *NOUNS)  # forms that need a word beside them to tell of an act


def required_distance(sentence: Sentence, trigger: Found, meaning: Trigger, left: int, right: int) -> int | None:
    """Characters from the trigger to the nearest word its meaning requires, 0 where it requires none.

    None where the word is missing, or where one stands that forbids the meaning.
    """
    is_next_verb = trigger.value in (*FINITE, "participle") and is_behind_and(sentence, trigger.start)
    first = trigger.start if is_next_verb else left
    if meaning.unless and _is_forbidden(sentence, trigger, meaning, first, right):
        return None
    if meaning.is_behind:
        left = trigger.start
    elif _is_restrictive(sentence, left):
        left = max(sentence.start, left - _ANTECEDENT_REACH)
    return _nearest(sentence, trigger, meaning.requires, left, right) if meaning.requires else 0


def _is_restrictive(sentence: Sentence, left: int) -> bool:
    """Whether the clause that begins at `left` says which thing is meant: "the treaty that they signed"."""
    return any(one.end == left for one in sentence.of("restrictives"))


def has_joined_word(sentence: Sentence, trigger: Found, meaning: Trigger) -> bool:
    """Whether a word that the meaning requires is joined to another by "and": "signed a treaty and a memorandum"."""
    right = clause_bounds(sentence, trigger)[1]
    known = sentence.lexicon.determiners
    for one in _wanted(sentence, meaning.requires, trigger.end, right):
        start = one.start
        before = sentence.text[trigger.end : start].rstrip().rpartition(" ")[2]
        if before in known:
            start = sentence.text.rfind(before, trigger.end, start)
        if is_behind_and(sentence, start):
            return True
    return False


def _is_forbidden(sentence: Sentence, trigger: Found, meaning: Trigger, left: int, right: int) -> bool:
    """Whether a word stands that forbids the meaning, and not inside a longer one that it requires."""
    if trigger.value in NOUNS:  # what is told of a noun stands beside it
        reach = sentence.reach(_NOUN_REACH)
        left, right = max(left, trigger.start - reach), min(right, trigger.end + reach)
    required = _wanted(sentence, meaning.requires, left, right)
    return any(
        not any(other.start <= one.start and one.end <= other.end and other != one for other in required)
        for one in _wanted(sentence, meaning.unless, left, right)
    )


def _wanted(sentence: Sentence, wanted: frozenset[str], left: int, right: int) -> list[Found]:
    named = _named(wanted)
    found = [one for one in sentence.of("phrase") if one.value in wanted]
    found += [one for one in (sentence.words if named else ()) if one.kind in named]
    found += [one for one in (sentence.of("office") if named else ()) if one.value in named]
    # A verb that ends the clause can be the noun that is wanted: 取消部分制裁.
    return [one for one in found if left <= one.start and (one.end <= right or one.start <= right < one.end)]


def _nearest(sentence: Sentence, trigger: Found, wanted: frozenset[str], left: int, right: int) -> int | None:
    distances = []
    for one in _wanted(sentence, wanted, left, right):
        if one.end > trigger.start:
            distances.append(max(0, one.start - trigger.end))
        else:
            distances.append(trigger.start - one.end + _BEFORE_COSTS)
    return min(distances, default=None)


@functools.cache
def _named(wanted: frozenset[str]) -> frozenset[str]:
    """Lists and offices that a trigger names with @ beside the words it wants."""
    return frozenset(name[1:] for name in wanted if name.startswith("@"))


def is_told(scene: Scene, status: str) -> bool:
    """Whether the words about the trigger say that it is an act: a noun needs a verb or a date to carry it."""
    if scene.is_noun and any(one.end == scene.trigger.start for one in scene.sentence.of("demonstratives")):
        return False
    if (
        status == "negated"
        or _is_carried_verb(scene)
        or _is_topic(scene)
        or (scene.is_attribute and not _is_dated(scene))
    ):
        return False
    if scene.trigger.value not in _BARE or status not in ("happened", "earlier"):
        return True
    if is_done_at_once(scene):
        return True
    return scene.trigger.value != "base" and (_is_supported(scene) or _has_day(scene))


def _has_day(scene: Scene) -> bool:
    """Whether a time stands behind a noun, in its clause and with no verb between: "the visit of X to Y on Monday"."""
    if scene.trigger.value != "noun" or not scene.sentence.lexicon.settings.verb_first:
        return False
    end, reach = scene.trigger.end, scene.sentence.reach(_DAY_REACH)
    time = next((one for one in scene.sentence.of("time") if end <= one.start < scene.right), None)
    if time is None or not scene.sentence.is_open(end, time.start, reach):
        return False
    return not any(end <= one.start < time.start for one in scene.sentence.of("trigger", "support", "support_after"))


def _is_topic(scene: Scene) -> bool:
    """Whether the verb stands in what others only speak about: 就开通直航达成共识."""
    sentence, start, end = scene.sentence, scene.trigger.start, scene.trigger.end
    left = comma_clause(sentence, scene.left, start)
    about = [one for one in sentence.of("topics") if left <= one.start and one.end <= start]
    if (
        not about
        or addressed_subject(sentence, scene.parties, scene.trigger)
        or any(about[-1].end <= one.start < start for one in sentence.of("trigger", "support"))
    ):
        return False
    stop = sentence.text.find(",", end, sentence.end)
    verbs = sentence.of("trigger", "support", "speech")
    return any(end <= one.start < (stop if stop >= 0 else sentence.end) for one in verbs)


def _is_dated(scene: Scene) -> bool:
    """Whether a time stands before the verb in its clause: 16日举行的会谈."""
    sentence, end = scene.sentence, scene.trigger.end
    start = comma_clause(sentence, scene.left, scene.trigger.start)
    required = scene.meaning.requires
    # 就协定达成的共识 is no agreement: what the meaning requires must be what is meant.
    is_meant = not required or any(
        one.value in required and one.start >= end for one in sentence.of("phrase", "instruments")
    )
    return is_meant and any(start <= one.start < scene.trigger.start for one in sentence.of("time"))


def _is_carried_verb(scene: Scene) -> bool:
    """Whether what looks like a verb is a noun: right behind one that carries nouns, or behind a preposition.

    تم بحث, "a discussion was held"; بناء على طلب, "at the request of".
    """
    start = scene.trigger.start
    is_verb = scene.sentence.lexicon.settings.verb_first and not scene.is_noun
    return is_verb and any(one.end <= start <= one.end + 1 for one in scene.sentence.of("support", "marker"))


def _is_supported(scene: Scene) -> bool:
    start, end = scene.trigger.start, scene.trigger.end
    reach = scene.sentence.reach(_AFTER_REACH)
    if relative_verb(scene.sentence, scene.trigger):
        return True
    if scene.trigger.value == "gerund" and scene.sentence.text[start - 2 : start].rstrip().endswith(","):
        return True
    attributes = {one.start for one in scene.sentence.of("relative_ends")}  # 达成的协议 has been reached before
    before = any(
        one.end <= start and _gap(scene, one.end, start) <= _reach(scene) and not _is_parted(scene, one)
        for one in scene.sentence.of("support")
        if one.end not in attributes
    )
    before = before or _has_partner(scene) or _heads_title(scene)
    return before or any(
        one.start >= end and _gap(scene, end, one.start) <= reach and one.end <= scene.right
        for one in scene.sentence.of("support_after")
    )


def _gap(scene: Scene, start: int, end: int) -> int:
    """Characters between a noun and its verb; a time that stands there parts them by none."""
    times = [one for one in scene.sentence.of("time") if start <= one.start and one.end <= end]
    return end - start - sum(one.end - one.start for one in times)


def _has_partner(scene: Scene) -> bool:
    """Whether with whom, or where, stands right before a noun, which then is a verb: 同法国总统会谈, 在巴黎会谈."""
    return scene.sentence.lexicon.settings.comma_clauses and any(
        (place.marker == "with" or place.is_location) and place.end == scene.trigger.start for place in scene.parties
    )


def _heads_title(scene: Scene) -> bool:
    """Whether a noun begins a line without a final stop, which needs no verb: "Working visit of X to Y"."""
    sentence = scene.sentence
    if sentence.lexicon.settings.verb_first:
        return False  # where verbs come first, a title that begins with a noun has a subject and a verb behind it
    is_first = scene.is_noun and scene.trigger.start - sentence.start <= sentence.reach(_TITLE_REACH)
    return is_first and not sentence.text[sentence.start : sentence.end].rstrip().endswith(_FINAL_STOPS)


def _reach(scene: Scene) -> int:
    return scene.sentence.reach(SUPPORT_REACH) if scene.is_noun else 2


def _between(scene: Scene, cue: Found, *kinds: str) -> list[Found]:
    start = scene.trigger.start
    return [one for one in scene.sentence.of(*kinds) if cue.end <= one.start and one.end <= start]


def _is_parted(scene: Scene, cue: Found) -> bool:
    """Whether a verb of its own or the end of a clause stands between a cue and the trigger."""
    verbs = [one for one in _between(scene, cue, "trigger") if one.value not in NOUNS]
    return bool(verbs or _between(scene, cue, *CLAUSE_OPENERS))


def _is_own(scene: Scene, cue: Found) -> bool:
    """Whether no other trigger and no clause end stands between a cue and the trigger."""
    if _between(scene, cue, *CLAUSE_OPENERS):
        return False
    # "Deben iniciar una cumbre": the infinitive carries the noun.
    carried = ("base", *NOUNS) if scene.is_noun and scene.sentence.lexicon.has_participles else ()
    return not [one for one in _between(scene, cue, "trigger") if one.value not in carried]


def status_of(scene: Scene) -> str:
    """The status that the words about a trigger give it; "negated": there was no act, "earlier": in a pluperfect."""
    lexicon, trigger = scene.sentence.lexicon, scene.trigger
    if any(letters in trigger.preposition for letters in lexicon.settings.future_clitics):
        return "planned"
    if _is_purpose(scene):  # "for the approval of"
        return "negated" if _is_offered(scene) else "planned"
    if _is_wished(scene):
        return "negated"
    cues = cues_of(scene)
    values = [
        _AS.get(one.value, one.value) for one in cues if _ASPECT_OF.get(one.value, trigger.value) == trigger.value
    ]
    for status in ("negated", "denied"):
        if status in values:
            return status
    if is_done_at_once(scene):
        return "happened"
    if values:
        return values[-1]
    if trigger.value == "conditional" and _is_reported(scene):
        return "planned"  # the future of what was said in the past
    if trigger.value in STATUS_OF_ASPECT:
        return STATUS_OF_ASPECT[trigger.value]
    if _is_to_come(scene):
        return "planned"
    is_lasting = trigger.value == "present" and event_type(scene.meaning.type).is_durative
    return "ongoing" if is_lasting else "happened"


def _is_to_come(scene: Scene) -> bool:
    """Whether a present tense tells of what is to come: where verbs come first, only headlines put it after a subject.

    What lasts is told in the present while it lasts, and words are told so while they are the news.
    """
    kind = event_type(scene.meaning.type)
    is_present = scene.trigger.value == "present" and scene.sentence.lexicon.settings.verb_first
    return is_present and scene.begins_clause and not (kind.is_durative or kind.is_reaction)


def _is_purpose(scene: Scene) -> bool:
    """Whether a noun says what something is done for: "to" is written onto it, or stands before it."""
    lexicon, trigger = scene.sentence.lexicon, scene.trigger
    is_to = lexicon.clitic_markers.get(trigger.preposition[-1:]) == "to"
    return scene.is_noun and is_to and relative_verb(scene.sentence, trigger) is None


def _is_offered(scene: Scene) -> bool:
    """Whether what is done for the act only asks somebody for it: an invitation to a visit is no visit."""
    return any(scene.left <= one.start and one.end <= scene.trigger.start for one in scene.sentence.of("offers"))


def is_done_at_once(scene: Scene) -> bool:
    """Whether an infinitive or a noun tells of what is done: "vient de signer", "a décidé l'expulsion"."""
    if scene.trigger.value != "base" and not scene.is_noun:
        return False
    kinds = ("recents", "decisions") if event_type(scene.meaning.type).is_declared else ("recents",)
    start = _first_of_list(scene)
    return any(
        scene.left <= one.end <= start and start - one.end <= _CUE_REACH and _is_own(scene, one)
        for one in scene.sentence.of(*kinds)
    )


def _first_of_list(scene: Scene) -> int:
    """Where the noun begins that the trigger is joined to by "and": "announced the closure of X and the expulsion"."""
    start = scene.trigger.start
    nouns = [one for one in scene.sentence.of("trigger") if scene.left <= one.start < start and one.value in NOUNS]
    determiners = [one for one in scene.sentence.of("determiners") if 0 <= start - one.end <= 1]
    begin = determiners[0].start if determiners else start
    return nouns[-1].start if scene.is_noun and nouns and is_behind_and(scene.sentence, begin) else start


def cues_of(scene: Scene) -> list[Found]:
    """The words that say whether what the trigger tells has happened."""
    cues = [one for one in scene.sentence.of("status") if _governs(scene, one)]
    if relative_verb(scene.sentence, scene.trigger):  # "a meeting that will take place", whoever asked for it
        cues = [one for one in cues if one.start >= scene.trigger.end]
    if scene.trigger.value not in ("past", "participle", *NOUNS):
        cues = [one for one in cues if one.value != "earlier"]
    return cues


def _is_wished(scene: Scene) -> bool:
    """Whether the clause tells of what is not so: "if", "so that", "demands that"."""
    opening = scene.opening
    if opening is None or opening.kind == "unreal":
        return opening is not None
    return opening.kind == "cuts" and _is_behind(scene, opening, "wishes")


def _is_reported(scene: Scene) -> bool:
    """Whether the clause tells what somebody has said: "announced that X would visit"."""
    opening = scene.opening
    return opening is not None and (opening.kind == "speech" or _is_behind(scene, opening, "speech"))


def _is_behind(scene: Scene, opening: Found, kind: str) -> bool:
    """Whether the "that" that opens a clause stands behind a verb of some kind."""
    return any(0 <= opening.start - one.end <= _VERB_REACH for one in scene.sentence.of(kind))


def _governs(scene: Scene, cue: Found) -> bool:
    """Whether a cue belongs to the trigger: in its verb, before its noun, or over its whole clause."""
    start, settings = scene.trigger.start, scene.sentence.lexicon.settings
    if cue.value == "denied":
        return cue.end <= start and _is_under(scene, cue)
    if cue.value == "hypothetical" and _is_circumstance(scene):
        return False
    if cue.value == "not":
        return cue.end <= start and (_touches(scene, cue) or cue.start >= scene.chain)
    if cue.start >= scene.trigger.end:
        is_near = scene.is_noun and cue.start - scene.trigger.end <= scene.sentence.reach(_AFTER_REACH)
        is_after = is_near and cue.end <= scene.right
        if settings.comma_clauses:
            is_after = is_after and "," not in scene.sentence.text[scene.trigger.end : cue.start]
        if scene.trigger.value == "participle" and cue.value == "negated" and cue.start - scene.trigger.end <= 1:
            return True  # подписано не было
        is_preposition = any(one.start == cue.start for one in scene.sentence.of("marker"))
        return is_after and cue.value in ("planned", "negated") and not is_preposition
    if settings.comma_clauses and cue.end <= start:
        return _rules_clause(scene, cue)
    if cue.end > start or start - cue.end > _CUE_REACH or not _is_own(scene, cue):
        return False
    lexicon = scene.sentence.lexicon
    is_tight = not (scene.is_noun or scene.trigger.value == "base" or lexicon.settings.verb_first)
    if lexicon.case_markers:
        # Where order is free, other words may stand between a verb and its auxiliary, but no comma and words behind it.
        between = scene.sentence.text[cue.end : start]
        is_parted = "," in between and bool(between.strip(" ,"))
        is_tight = cue.value == "negated" or (is_tight and is_parted)
    return cue.start >= scene.chain if is_tight else cue.start >= scene.left - 1 or _touches(scene, cue)


def _is_circumstance(scene: Scene) -> bool:
    """Whether a noun only says when the act of its clause takes place: "hopes, during his visit, to revive"."""
    start = scene.trigger.start
    return scene.is_noun and any(one.end == start - 1 for one in scene.sentence.of("circumstances"))


def _rules_clause(scene: Scene, cue: Found) -> bool:
    """Whether a cue stands in the clause of the trigger, or in one before it whose subject is the same.

    What is planned or possible is so for all verbs that follow, what is denied only for the first.
    """
    start = scene.trigger.start
    first = comma_clause(scene.sentence, scene.left, start)
    told = event_type(scene.meaning.type)
    if cue.value in ("planned", "hypothetical") and (told.is_reaction or told.is_promise):
        return False
    if any(place.start == cue.end for place in scene.parties):
        return False  # 将两国关系提升: the same word marks an object
    if not told.is_reaction:  # words are rarely planned
        first = shared_clause(scene.sentence, scene.parties, scene.left, start)
    kinds = ("trigger", *CLAUSE_OPENERS) if cue.value in ("negated", "ongoing") else CLAUSE_OPENERS
    return cue.start >= first and not _between(scene, cue, *kinds)


def _touches(scene: Scene, cue: Found) -> bool:
    return not scene.sentence.text[cue.end : scene.trigger.start].strip()


def _is_under(scene: Scene, cue: Found) -> bool:
    """Whether the trigger stands in what was denied: behind "that", or as a noun or a participle."""
    if scene.trigger.value == "participle" and scene.chain <= cue.start:
        return True  # "a démenti avoir rompu"
    between = _between(scene, cue, "cuts", "speech")
    if len(between) > 1:
        return False
    is_open = scene.trigger.value in _BARE or scene.sentence.lexicon.settings.comma_clauses
    return bool(between) or (is_open and _is_own(scene, cue))
