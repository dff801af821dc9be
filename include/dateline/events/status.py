"""Whether the act that a trigger tells of has happened, goes on, is planned, denied or only thought of."""

from dateline.events.clauses import comma_clause, shared_clause
from dateline.events.lexicon import STATUS_OF_ASPECT
from dateline.events.ontology import event_type
from dateline.events.required import is_denied
from dateline.events.scenes import Scene
from dateline.events.verbs import is_behind_and, relative_verb
from dateline.events.words import CLAUSE_OPENERS, NOUNS, Found

_CUE_REACH = 60
_PART_WORDS = 3
AFTER_REACH = 40
_CLITIC_REACH = 4  # characters of a pronoun between "to" and its infinitive
_VERB_REACH = 40  # characters between a verb of saying or wishing and its "that"
# Cues of one aspect only: "may" before a present tense, "decided" before an infinitive; and the status they give.
_ASPECT_OF = {"possible": "present", "decided": "base"}
_AS = {"possible": "hypothetical", "decided": "planned", "not": "negated"}
BARE = ("base", "gerund", *NOUNS)  # forms that need a word beside them to tell of an act


def status_of(scene: Scene) -> str:
    """The status that the words about a trigger give it; "negated": there was no act, "earlier": in a pluperfect."""
    lexicon, trigger = scene.sentence.lexicon, scene.trigger
    if any(letters in trigger.preposition for letters in lexicon.settings.future_clitics):
        return "planned"
    if is_greeting(scene):
        return "happened"
    if _is_purpose(scene):  # "for the approval of"
        return "negated" if _is_offered(scene) else "planned"
    if _is_wished(scene) or _is_nothing(scene):
        return "negated"
    if is_errand(scene):
        return "planned"
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
    if scene.is_noun and any(scene.chain <= one.start < trigger.start for one in scene.sentence.of("infinitives")):
        return "negated"  # "urged them to hold talks" tells of no talks
    if trigger.value == "conditional" and is_reported(scene):
        return "planned"  # the future of what was said in the past
    if trigger.value in STATUS_OF_ASPECT:
        is_bound = trigger.value == "future" and _has_condition(scene)
        return "hypothetical" if is_bound else STATUS_OF_ASPECT[trigger.value]
    if _is_to_come(scene):
        return "planned"
    is_lasting = trigger.value == "present" and event_type(scene.meaning.type).is_durative
    return "ongoing" if is_lasting else "happened"


def _is_nothing(scene: Scene) -> bool:
    """Whether a verb is said of nothing: "no agreement was signed", "signed no agreement"."""
    return not scene.is_noun and is_denied(scene.sentence, scene.trigger, scene.meaning, scene.left, scene.right)


def is_errand(scene: Scene) -> bool:
    """Whether a noun tells what somebody has come for, and no day of its own says that it has begun: 抵京出席峰会."""
    start = scene.trigger.start
    words = [one for one in scene.sentence.of("errands") if one.end <= start] if scene.is_noun else []
    if not words or start - words[-1].end > scene.sentence.reach(_CUE_REACH):
        return False
    if any(words[-1].end <= one.start < start for one in scene.sentence.of("time", *CLAUSE_OPENERS)):
        return False
    verbs = [one for one in scene.sentence.of("trigger") if one.end <= words[-1].start and one.value not in NOUNS]
    meaning = verbs[-1].word.trigger if verbs else None
    return meaning is not None and meaning.type == "official_visit"


def _has_condition(scene: Scene) -> bool:
    """Whether an "if" behind the clause says on what it depends: "will expel them if they are not recalled"."""
    return any(one.start == scene.right for one in scene.sentence.of("conditions"))


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
    if is_greeting(scene):
        return True
    kinds = ("recents", "decisions") if event_type(scene.meaning.type).is_declared else ("recents",)
    start = _first_of_list(scene)
    return any(
        scene.left <= one.end <= start and start - one.end <= _CUE_REACH and _is_own(scene, one)
        for one in scene.sentence.of(*kinds)
    )


def is_greeting(scene: Scene) -> bool:
    """Whether an infinitive tells what somebody called or wrote for, which is done by it: "phoned to congratulate"."""
    start = scene.trigger.start
    if scene.trigger.value != "base" or event_type(scene.meaning.type).done.plover_event != "SUPPORT":
        return False
    purposes = [one for one in scene.sentence.of("purposes") if 0 <= start - one.end <= _CLITIC_REACH]
    verbs = [one for one in scene.sentence.of("trigger") if purposes and one.end <= purposes[0].start]
    said = [one.word.trigger.type for one in verbs if one.word.trigger and one.value in ("past", "participle")]
    return any(event_type(kind).done.plover_mode == "phone" for kind in said)


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
    if _is_called_off(scene):
        return [one for one in scene.sentence.of("status") if one.value == "negated"][-1:]
    if relative_verb(scene.sentence, scene.trigger):  # "a meeting that will take place", whoever asked for it
        cues = [one for one in cues if one.start >= scene.trigger.end]
    if scene.trigger.value not in ("past", "participle", *NOUNS):
        cues = [one for one in cues if one.value != "earlier"]
    return cues


def _is_called_off(scene: Scene) -> bool:
    """Whether a relative clause behind a noun says that it took no place: "a trip to Lima, which was cancelled"."""
    relatives = [one for one in scene.sentence.of("relatives") if one.start == scene.right]
    cues = (one for one in scene.sentence.of("status") if one.value == "negated")
    return scene.is_noun and any(0 <= cue.start - one.end <= _VERB_REACH // 4 for one in relatives for cue in cues)


def _is_wished(scene: Scene) -> bool:
    """Whether the clause tells of what is not so: "if", "so that", "demands that"."""
    opening = scene.opening
    if opening is None or opening.kind == "unreal":
        return opening is not None
    return opening.kind == "cuts" and _is_behind(scene, opening, "wishes")


def is_reported(scene: Scene) -> bool:
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
    if is_of_old_plan(scene, cue):
        return False
    if cue.start >= scene.trigger.end:
        is_near = scene.is_noun and _gap_behind(scene, cue) <= scene.sentence.reach(AFTER_REACH)
        is_after = is_near and cue.end <= scene.right
        if settings.comma_clauses:
            is_after = is_after and "," not in scene.sentence.text[scene.trigger.end : cue.start]
        if scene.trigger.value == "participle" and cue.value == "negated" and cue.start - scene.trigger.end <= 1:
            return True  # подписано не было
        is_preposition = settings.spaced and any(one.start == cue.start for one in scene.sentence.of("marker"))
        return is_after and _may_follow(scene, cue) and not is_preposition
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


def is_of_old_plan(scene: Scene, cue: Found) -> bool:
    """Whether a cue tells what had been planned, and the word that the noun requires what became of that."""
    if not scene.is_noun or cue.value != "planned" or cue.start < scene.trigger.end:
        return False
    behind = (one for one in scene.sentence.of("phrase") if cue.end <= one.start < scene.right)
    is_decided = event_type(scene.meaning.type).is_declared
    return is_decided and any(one.value in scene.meaning.requires for one in behind)


def _is_circumstance(scene: Scene) -> bool:
    """Whether a noun only says when the act of its clause takes place: "hopes, during his visit, to revive"."""
    start = scene.trigger.start
    return scene.is_noun and any(one.end == start - 1 for one in scene.sentence.of("circumstances"))


def _gap_behind(scene: Scene, cue: Found) -> int:
    """Characters between a noun and a cue behind it, those whose noun it is left out."""
    named = [one for one in scene.after() if one.is_strong and one.end <= cue.start]
    return cue.start - scene.trigger.end - sum(one.end - one.start for one in named)


def _may_follow(scene: Scene, cue: Found) -> bool:
    """Whether a cue behind a noun can be of it; of what goes on, one with an article: الاجتماع المنعقد."""
    is_attribute = scene.sentence.text.startswith(scene.sentence.lexicon.articles or ("\0",), cue.start)
    return cue.value in ("planned", "negated") or (cue.value == "ongoing" and is_attribute)


def _rules_clause(scene: Scene, cue: Found) -> bool:
    """Whether a cue stands in the clause of the trigger, or in one before it whose subject is the same.

    What is planned or possible is so for all verbs that follow, what is denied only for the first.
    """
    start = scene.trigger.start
    first = comma_clause(scene.sentence, scene.left, start)
    told = event_type(scene.meaning.type)
    if cue.value in ("planned", "hypothetical") and (told.is_reaction or told.is_promise):
        return False
    if any(place.start == cue.end and not place.is_location for place in scene.parties):
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
    is_open = scene.trigger.value in BARE or scene.sentence.lexicon.settings.comma_clauses
    return bool(between) or (is_open and _is_own(scene, cue))


def _between(scene: Scene, cue: Found, *kinds: str) -> list[Found]:
    start = scene.trigger.start
    return [one for one in scene.sentence.of(*kinds) if cue.end <= one.start and one.end <= start]


def is_parted(scene: Scene, cue: Found) -> bool:
    """Whether a verb of its own or the end of a clause stands between a cue and the trigger."""
    verbs = [one for one in _between(scene, cue, "trigger") if one.value not in NOUNS]
    return bool(verbs or _between(scene, cue, *CLAUSE_OPENERS))


def _is_own(scene: Scene, cue: Found) -> bool:
    """Whether no other trigger and no clause end stands between a cue and the trigger."""
    if _between(scene, cue, *CLAUSE_OPENERS):
        return False
    # "Deben iniciar una cumbre": the infinitive carries the noun.
    carried = ("base", *NOUNS) if scene.is_noun and scene.sentence.lexicon.has_participles else ()
    asides = {one.end + 1 for one in scene.sentence.of("circumstances")}  # يرأس خلال الزيارة جانب بلاده
    between = [one for one in _between(scene, cue, "trigger") if one.value not in carried]
    return all(one.value in NOUNS and (one.start in asides or _is_part_of(scene, one)) for one in between)


def _is_part_of(scene: Scene, noun: Found) -> bool:
    """Whether a noun says how much of the trigger's is meant: جولة جديدة من المفاوضات."""
    words = scene.sentence.text[noun.end : scene.trigger.start].split()
    froms = [one for one in scene.sentence.of("marker") if one.value == "from" and noun.end <= one.start]
    return scene.is_noun and len(words) <= _PART_WORDS and any(one.end + 1 == scene.trigger.start for one in froms)
