"""Turns the words, phrases and wildcards of a query into plans, looking them up in the vocabulary of the index."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from newsreader.domain.query import Fuzzy, Notice, Pattern, Phrase, Word
from newsreader.search.notices import shown
from newsreader.search.patterns import folded_pattern
from newsreader.search.stems import has_stemmer
from newsreader.search.whoosh_engine import plan, vocabulary
from newsreader.search.whoosh_engine.layout import DEFAULT_FIELDS, EXACT, EXACT_FIELDS, EXACT_MARK, JOINED, WHOLE
from newsreader.search.whoosh_engine.plan import NOTHING, Chain, Plan, Step, Term
from newsreader.search.whoosh_engine.slots import Slot, slots_of, splits, whole_of
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.vocabulary import encoded
from newsreader.text import words

TextLeaf: TypeAlias = Word | Pattern | Fuzzy | Phrase

RAW_FIELDS: Final = ("raw", "furniture", "body", "headline", "byline", "dateline")
FORM_WEIGHT: Final = 0.7
"""How much another form of a word counts beside the word itself."""

MOST_READINGS: Final = 64
"""Ways to read a phrase (hyphens or none) that are tried in one field."""

MOST_FORMS_OF_PREFIX: Final = 200
"""Words that a beginning stands for, as far as they are told; all of them are searched."""

_LETTERS_OF_A_PART: Final = 4


def searched_fields(leaf: TextLeaf) -> tuple[tuple[str, float], ...]:
    """The fields a leaf is looked for in, with their weights."""
    if isinstance(leaf, (Word, Phrase)) and leaf.exact:
        return tuple((name, weight) for name, weight in DEFAULT_FIELDS if name in EXACT_FIELDS)
    if not leaf.field:
        return DEFAULT_FIELDS
    if leaf.field == "lead":
        return (("body", 1.0),)
    if leaf.field == "raw":
        return tuple((name, 1.0) for name in RAW_FIELDS)
    return ((leaf.field, 1.0),)


class LeafPlanner:
    """Makes the plans of text leaves over one state of the index.

    Args:
        snapshot: The state.
        tell: Takes notices about what was left out.
    """

    def __init__(self, snapshot: Snapshot, tell: Callable[[Notice], None]) -> None:
        self._snapshot = snapshot
        self._tell = tell
        self._cut: set[TextLeaf] = set()
        self._expansions: dict[tuple[str, int, str], tuple[bytes, ...]] = {}

    def plan(self, leaf: TextLeaf) -> Plan:
        """The plan of a leaf over all its fields."""
        parts = [part for name, weight in searched_fields(leaf) for part in self._in_field(leaf, name, weight)]
        return parts[0] if len(parts) == 1 else plan.Any(tuple(parts))

    def forms(self, leaf: TextLeaf) -> dict[str, int]:
        """Other words that a leaf finds, with their number of articles by field added up."""
        found: dict[str, int] = {}
        for name, _ in searched_fields(leaf):
            for field, terms in self._form_terms(leaf, name):
                for word, count in vocabulary.counted(self._snapshot, field, terms):
                    found[word] = found.get(word, 0) + count
        return found

    def _form_terms(self, leaf: TextLeaf, name: str) -> Iterator[tuple[str, tuple[bytes, ...]]]:
        if isinstance(leaf, Word):
            slots = slots_of(leaf.text, words.tokens(leaf.text))
            if len(slots) == 1 and not leaf.exact and leaf.field != "raw":
                for language in self._languages():
                    yield name, vocabulary.other_forms(self._snapshot, name, slots[0].word, language)
        elif isinstance(leaf, (Pattern, Fuzzy)):
            for field in (name, name + JOINED, name + WHOLE):
                yield field, self._expanded(leaf, field)

    def _in_field(self, leaf: TextLeaf, name: str, weight: float) -> Iterator[Plan]:
        in_lead = leaf.field == "lead"
        if isinstance(leaf, (Pattern, Fuzzy)):
            yield from self._wild(leaf, name, weight, in_lead=in_lead)
            return
        slots = slots_of(leaf.text, words.tokens(leaf.text))
        if isinstance(leaf, Word) and len(slots) == 1 and not leaf.exact:
            yield from self._word(slots[0].word, name, weight, is_raw=leaf.field == "raw", in_lead=in_lead)
        elif slots:
            yield from self._phrase(leaf, slots, name, weight, in_lead=in_lead)

    # Words

    def _term(self, field: str, word: str, weight: float, *, in_lead: bool) -> Iterator[Plan]:
        term = encoded(word)
        if self._snapshot.has_term(field, term):
            yield Chain((Step(field, term),), weight, in_lead=True) if in_lead else Term(field, term, weight)

    def _word(self, word: str, name: str, weight: float, *, is_raw: bool, in_lead: bool) -> Iterator[Plan]:
        if words.is_cjk(word) and len(word) == 1:
            yield from self._single_sign(word, name, weight, in_lead=in_lead)
        for field in (name, name + JOINED, name + WHOLE):
            yield from self._term(field, word, weight, in_lead=in_lead)
        for left, right in splits(word):
            steps = (Step(name, encoded(left)), Step(name, encoded(right)))
            if all(self._snapshot.has_term(step.field, step.term) for step in steps):
                yield Chain(steps, weight, in_lead=in_lead)
        if not is_raw:
            yield from self._other_forms(word, name, weight, in_lead=in_lead)

    def _other_forms(self, word: str, name: str, weight: float, *, in_lead: bool) -> Iterator[Plan]:
        for language, values in self._languages().items():
            terms = vocabulary.other_forms(self._snapshot, name, word, language)
            forms = tuple(
                part
                for term in terms
                for part in self._term(name, vocabulary.decoded(term), weight * FORM_WEIGHT, in_lead=in_lead)
            )
            if forms:
                yield plan.All((plan.Any(forms), plan.Unscored(plan.AnyTerm("language", values))))

    def _languages(self) -> dict[str, tuple[bytes, ...]]:
        """The languages in the archive that have a stemmer, with the values that stand for each."""
        found: dict[str, tuple[bytes, ...]] = {}
        for value in sorted(self._snapshot.values("language")):
            language = value.split("-")[0].lower()
            if has_stemmer(language):
                found[language] = (*found.get(language, ()), encoded(value))
        return found

    def _single_sign(self, sign: str, name: str, weight: float, *, in_lead: bool) -> Iterator[Plan]:
        found = {
            term
            for pattern in (f"{sign}*", f"*{sign}")
            for term in vocabulary.matching(self._snapshot, name, pattern).terms
            if words.is_cjk(vocabulary.decoded(term))
        }
        if found:
            yield plan.AnyTerm(name, tuple(sorted(found)), weight, in_lead)

    # Wildcards and near spellings

    def _expanded(self, leaf: Pattern | Fuzzy, field: str) -> tuple[bytes, ...]:
        key = (leaf.text, leaf.edits if isinstance(leaf, Fuzzy) else -1, field)
        found = self._expansions.get(key)
        if found is None:
            found = self._expansions[key] = self._expand(leaf, field)
        return found

    def _expand(self, leaf: Pattern | Fuzzy, field: str) -> tuple[bytes, ...]:
        if isinstance(leaf, Fuzzy):
            word = "".join(token.text for token in words.tokens(leaf.text))
            return vocabulary.fuzzy(self._snapshot, field, word, leaf.edits)
        pattern = folded_pattern(leaf.text)
        if _is_prefix(pattern):
            return vocabulary.most_frequent_with(self._snapshot, field, encoded(pattern[:-1]), MOST_FORMS_OF_PREFIX)
        found = vocabulary.matching(self._snapshot, field, pattern)
        if found.left_out and leaf not in self._cut:
            self._cut.add(leaf)
            message = f"“{shown(leaf.text)}” stands for too many words at once: the most frequent were searched"
            self._tell(Notice(f"{message}, some {found.left_out:,} rare ones were left out", leaf.span))
        return found.terms

    def _wild(self, leaf: Pattern | Fuzzy, name: str, weight: float, *, in_lead: bool) -> Iterator[Plan]:
        pattern = folded_pattern(leaf.text) if isinstance(leaf, Pattern) else ""
        for field in (name, name + JOINED, name + WHOLE):
            if _is_prefix(pattern):
                yield plan.Prefix(field, encoded(pattern[:-1]), weight, in_lead)
            elif terms := self._expanded(leaf, field):
                yield plan.AnyTerm(field, terms, weight, in_lead)

    # Phrases

    def _phrase(
        self, leaf: Word | Phrase, slots: list[Slot], name: str, weight: float, *, in_lead: bool
    ) -> Iterator[Plan]:
        within = leaf.within if isinstance(leaf, Phrase) else 0
        if within and len(slots) > 1:
            yield self._near(slots, name, within, weight, exact=leaf.exact, in_lead=in_lead)
        else:
            readings = list(islice(self._readings(slots, name, exact=leaf.exact), MOST_READINGS + 1))
            if len(readings) > MOST_READINGS:
                self._tell(Notice(f"“{leaf.text}” can be hyphened in too many ways; not all were tried", leaf.span))
            for steps in readings[:MOST_READINGS]:
                yield Chain(steps, weight, in_lead=in_lead)
        if leaf.exact:
            return
        if len(slots) == 1:
            for field in (name + JOINED, name + WHOLE):
                yield from self._term(field, slots[0].word, weight, in_lead=in_lead)
        elif whole := whole_of(slots):
            for field in (name, name + JOINED, name + WHOLE):
                yield from self._term(field, whole, weight, in_lead=in_lead)

    def _readings(self, slots: list[Slot], name: str, *, exact: bool) -> Iterator[tuple[Step, ...]]:
        """The rows of terms that the words may be written as, hyphens not heeded; only terms that there are.

        Works without recursion, and only along ways that lead to the end: a phrase may have thousands of words.
        """
        ways: list[list[tuple[Step, int]]] = [[] for _ in slots]
        leads_on = [False] * len(slots) + [True]
        for at in range(len(slots) - 1, -1, -1):
            ways[at] = [
                (step, at + used)
                for step, used in self._first_steps(slots[at : at + 2], name, exact=exact)
                if leads_on[at + used] and self._snapshot.has_term(step.field, step.term)
            ]
            leads_on[at] = bool(ways[at])
        waiting: list[tuple[int, tuple[Step, ...]]] = [(0, ())] if leads_on[0] else []
        while waiting:
            at, steps = waiting.pop()
            if at == len(slots):
                yield steps
            else:
                waiting.extend((after, (*steps, step)) for step, after in reversed(ways[at]))

    def _first_steps(self, slots: list[Slot], name: str, *, exact: bool) -> Iterator[tuple[Step, int]]:
        """What the first word may be written as, and how many words that takes up."""
        slot = slots[0]
        if exact:
            yield _exact_step(name, slot), 1
            return
        yield Step(name, encoded(slot.word)), 1
        yield Step(name + JOINED, encoded(slot.word), width=2), 1
        if len(slots) > 1 and _may_be_one_word(slot, slots[1]):
            yield Step(name, encoded(slot.word + slots[1].word)), 2

    def _near(self, slots: list[Slot], name: str, within: int, weight: float, *, exact: bool, in_lead: bool) -> Plan:
        alternatives: list[tuple[Step, ...]] = []
        needed: list[int] = []
        seen: dict[str, int] = {}
        for slot in slots:
            if slot.word in seen:
                needed[seen[slot.word]] += 1
                continue
            seen[slot.word] = len(alternatives)
            steps = (
                [_exact_step(name, slot)]
                if exact
                else [Step(field, encoded(slot.word)) for field in (name, name + JOINED, name + WHOLE)]
            )
            found = tuple(step for step in steps if self._snapshot.has_term(step.field, step.term))
            if not found:
                return NOTHING
            alternatives.append(found)
            needed.append(1)
        return plan.Near(tuple(alternatives), tuple(needed), within, weight, in_lead)


def _is_prefix(pattern: str) -> bool:
    return pattern.endswith("*") and "*" not in pattern[:-1] and "?" not in pattern


def _exact_step(name: str, slot: Slot) -> Step:
    if slot.surface != slot.word:
        return Step(name + EXACT, encoded(f"{slot.word}{EXACT_MARK}{slot.surface}"))
    return Step(name, encoded(slot.word), except_field=name + EXACT, except_prefix=encoded(slot.word + EXACT_MARK))


def _may_be_one_word(left: Slot, right: Slot) -> bool:
    # "in to" is not "into" unless a hyphen says so.
    return left.is_hyphened or min(len(left.word), len(right.word)) >= _LETTERS_OF_A_PART
