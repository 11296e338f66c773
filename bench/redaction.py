"""How well personal details are found, kind by kind, and how fast.

    python -m bench.redaction

The sentences are those of the tests. Those under "held" were written before the rules
and never used to make them. Those under "hard" measured the first rules (recall 0.69,
precision 0.93), those under "fresh" the second ones (0.95, 0.90); what they showed was
then used to better the rules, so that their figures now flatter.

The second set was written by another who had not read the rules, and dealt in two
halves: of "dealt" the rules masked 0.79 at first (precision 0.98) and were then
bettered; "apart" (0.91, 0.97 at first) only measures.
"""

import time

from documents.redaction import Kind, read
from tests.documents.redaction.labelled import PUBLISHED, Score, score, sentences

LONG = 20_000
"""Characters of the longest text of a case."""


def main() -> None:
    told = [*sentences(), *sentences("second.txt")]
    for part in dict.fromkeys(one.part for one in told):
        _print(part or "made with", score(one for one in told if one.part == part))
    _print("all", score(told))
    text = " ".join(one.text for one in told)
    text = (text * (LONG // len(text) + 1))[:LONG]
    start = time.perf_counter()
    found = len(read(text, published=PUBLISHED).spans)
    took = time.perf_counter() - start
    print(f"\n{LONG} characters, {found} findings: {1000 * took:.0f} ms")


def _print(part: str, kept: Score) -> None:
    print(f"\n{part}: {kept.labels.total()} labels, {kept.found.total()} findings")
    for kind in Kind:
        if kept.labels[kind] or kept.found[kind]:
            print(
                f"  {kind.value:9} labels {kept.labels[kind]:3}"
                f"  recall {kept.recall(kind):.3f}"
                f"  precision {kept.precision(kind):.3f}"
            )
    for line in kept.wrong:
        print(f"  {line}")


if __name__ == "__main__":
    main()
