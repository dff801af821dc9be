"""Which language a text is written in."""

import functools
import re
from typing import Any

from dateline.languages import languages

# Other languages of the press; without them their texts would be taken for one of ours.
# fmt: off
_OTHERS = frozenset((
    "am", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ku", "ms", "nl", "no", "pl", "ps", "pt", "ro",
    "ru", "sk", "sr", "sv", "sw", "ta", "te", "th", "tr", "ug", "uk", "ur", "vi", "zh",
))
# fmt: on
_SAMPLE_CHARS = 400
_LETTERS_NEEDED = 12
_LAST_ALPHABET = "\u2e7f"
_NOT_WORDS = re.compile(r"[\W\d_]+")


def detect_language(text: str, among: tuple[str, ...] = ()) -> str | None:
    """Code of the text's language, one of `languages()` or not; None when it has too few letters to tell.

    Looks at the first 400 characters that hold words. `among` names the languages to choose from, all when empty.
    """
    sample = _NOT_WORDS.sub(" ", text[: 4 * _SAMPLE_CHARS]).strip()[:_SAMPLE_CHARS]
    # A letter of the scripts from Han on is a syllable or a word, and tells as much as two of an alphabet.
    if sum(1 + (letter > _LAST_ALPHABET) for letter in sample if letter.isalpha()) < _LETTERS_NEEDED:
        return None
    if among:
        ranked = [str(code) for code, _ in _identifier().rank(sample)]
        return next((code for code in ranked if code in among), among[0])
    return str(_identifier().classify(sample)[0])


def is_language(code: str) -> bool:
    """Whether a code is that of a language that texts can be told to be in, ISO 639-1."""
    return code in languages() or code in _OTHERS


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.labels)
    identifier.set_languages(sorted(known & {*languages(), *_OTHERS}))
    return identifier
