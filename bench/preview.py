"""Seconds until a letter of three pages is there to look at.

`python -m bench.preview` shows letters that were never shown before: the first one of a
process makes its LibreOffice profile, the others find it warm. The clock includes
drawing all three pages; processor time is LibreOffice's and this process's together.
"""

import argparse
import resource
import statistics
import time
from dataclasses import dataclass, replace

from bench.letters import SEED, resident
from documents import letters
from documents.letters import preview

PAGES = 3


@dataclass(frozen=True)
class Shown:
    """How long one letter took."""

    seconds: float
    processor: float


def show(number: int) -> Shown:
    """Show a letter of its own number."""
    letter = letters.parse(SEED.read_text(encoding="utf-8"))
    content = letters.render(replace(letter, number=number))
    start, used = time.perf_counter(), processor()
    if len(preview.pages(content)) != PAGES:
        raise SystemExit(f"the letter has not {PAGES} pages")
    return Shown(time.perf_counter() - start, processor() - used)


def processor() -> float:
    """Return the seconds of processor time of this process and of those it ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, whose))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10)
    count = parser.parse_args().letters
    cold = show(1)
    before = resident()
    warm = [show(number) for number in range(2, count + 2)]
    print("| three pages | seconds | of processor time |")
    print("|---|---|---|")
    print(f"| first of a process | {cold.seconds:.2f} | {cold.processor:.2f} |")
    for name, of in (("median", statistics.median), ("fastest", min), ("slowest", max)):
        took, used = of(w.seconds for w in warm), of(w.processor for w in warm)
        print(f"| warm, {name} | {took:.2f} | {used:.2f} |")
    print(f"\n{count} previews: {before:.1f} MB before, {resident():.1f} MB after")


if __name__ == "__main__":
    main()
