"""The pages of docs/ that a module of the library writes.

python tests/generated_docs.py             0 when each is as its module writes it, else 1 and which is not
python tests/generated_docs.py --update    write them anew
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Page, and the module that prints it with `python -m`.
PAGES = {
    "docs/data_dictionary.md": "dateline.dictionary",
    "docs/event_types.md": "dateline.events.catalogue",
    "docs/languages.md": "dateline.dates.coverage",
}


def written(module: str) -> str:
    """The page as its module prints it."""
    done = subprocess.run([sys.executable, "-m", module], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"python -m {module} failed:\n{done.stderr.decode()}")
    return done.stdout.decode()


def stale() -> dict[str, str]:
    """Text to be of each page that is not what its module prints."""
    pages = {page: written(module) for page, module in PAGES.items()}
    return {page: text for page, text in pages.items() if _kept(ROOT / page) != text}


def _kept(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None


def main(words: Sequence[str] | None = None) -> int:
    """Exit code; prints the pages that differ, or writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the pages anew")
    arguments = parser.parse_args(words)
    differing = stale()
    for page, text in differing.items():
        if arguments.update:
            (ROOT / page).write_text(text, encoding="utf-8")
            print(f"{page}: written")
        else:
            print(f"{page}: not what python -m {PAGES[page]} prints; python tests/generated_docs.py --update")
    if not differing:
        print(f"generated docs: {len(PAGES)} of {len(PAGES)} as their modules write them")
    return 1 if differing and not arguments.update else 0


if __name__ == "__main__":
    sys.exit(main())
