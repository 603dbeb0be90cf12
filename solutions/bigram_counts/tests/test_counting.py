"""Tests of the table of bigram counts."""

from collections.abc import Callable
from pathlib import Path

import torch
from bigram_inputs import MANY, letters_of_many_scripts, random_words, read_names

from autograder.testing import Subject, as_tensor, equal, is_tensor, leaves_alone, points

ALPHABET = {character: index for index, character in enumerate(".abcdefghijklmnopqrstuvwxyz")}


@points(2, public=True)
def test_emma(student: Subject) -> None:
    """The five bigrams of `emma` are in their cells."""
    counts = student.count_bigrams(["emma"], {".": 0, "a": 1, "e": 2, "m": 3})
    equal(counts, torch.tensor([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 1]]))


@points(2, public=True)
def test_every_word_counts(student: Subject) -> None:
    """A bigram counts as often as it comes, in one word or in several, where `stoi` has its characters."""
    stoi = {".": 0, "b": 1, "a": 2, "c": 3}
    counts = student.count_bigrams(["abab", "abab", "b"], stoi)
    equal(counts, torch.tensor([[0, 1, 2, 0], [3, 0, 2, 0], [0, 4, 0, 0], [0, 0, 0, 0]]))
    counts = student.count_bigrams(["ccc"], stoi)
    equal(counts, torch.tensor([[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 2]]))


@points(1, public=True, after="test_emma")
def test_inputs_are_left_alone(student: Subject) -> None:
    """The words and the vocabulary stay as they are, and the same words give the same counts again."""
    stoi, words = {".": 0, "l": 1, "d": 2, "i": 3, "a": 4}, ["ida", "al", "ida"]
    observed = student.observe("count_bigrams", words, stoi)
    leaves_alone(observed, "the words or the vocabulary")
    # A copy: another call may change a table that the module keeps.
    first = as_tensor(observed.result).clone()
    hint = "The call before had the same words: is anything left over from it?"
    equal(student.count_bigrams(words, stoi), first, hint=hint)


@points(3, public=True, form=True)
def test_counts_are_integers(student: Subject) -> None:
    """Counts are whole numbers: the table is an int32 or int64 tensor."""
    counts = student.count_bigrams(["ada", "bo"], {".": 0, "a": 1, "b": 2, "d": 3, "o": 4})
    is_tensor(counts, dtype=(torch.int32, torch.int64))


@points(2)
def test_one_row_for_each_character(student: Subject) -> None:
    """The table has a row and a column for every character of the vocabulary, and for no other."""
    for characters in (".x", ".abcde", "".join(ALPHABET), "." + letters_of_many_scripts(70)):
        stoi = {character: index for index, character in enumerate(characters)}
        words = [characters[1] + characters[-1], characters[-1]]
        counts = as_tensor(student.count_bigrams(words, stoi), shape=(len(stoi), len(stoi)))
        equal(counts[-1, 0], 2)


@points(2)
def test_rows_are_first_characters(student: Subject) -> None:
    """The row is the first character of a bigram, the column the one that follows."""
    counts = student.count_bigrams(["abc"], {".": 0, "a": 1, "b": 2, "c": 3})
    counts = as_tensor(counts, shape=(4, 4))
    equal(counts[1:, 1:], torch.tensor([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))


@points(2)
def test_bigrams_come_again(student: Subject) -> None:
    """A bigram that a word has several times counts as often, also where a letter follows itself."""
    counts = as_tensor(student.count_bigrams(["abab"], {".": 0, "a": 1, "b": 2}), shape=(3, 3))
    between_letters = counts[1:, 1:]
    equal(between_letters + between_letters.T, torch.tensor([[0, 3], [3, 0]]))
    counts = as_tensor(student.count_bigrams(["aaab", "bbbb"], {".": 0, "a": 1, "b": 2}), shape=(3, 3))
    equal(counts.diagonal()[1:], torch.tensor([2, 3]))


@points(2)
def test_names_start(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Row 0 holds how often each letter is the first of a word."""
    words = random_words("abcd", 30, rng)
    expected = reference.count_bigrams(words, ALPHABET)
    counts = as_tensor(student.count_bigrams(words, ALPHABET), shape=tuple(expected.shape))
    equal(counts[0, 1:], expected[0, 1:])


@points(2)
def test_names_end(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Column 0 holds how often each letter is the last of a word."""
    words = random_words("abcd", 30, rng)
    expected = reference.count_bigrams(words, ALPHABET)
    counts = as_tensor(student.count_bigrams(words, ALPHABET), shape=tuple(expected.shape))
    equal(counts[1:, 0], expected[1:, 0])


@points(2)
def test_words_are_apart(student: Subject) -> None:
    """No bigram reaches from one word into the next."""
    counts = student.count_bigrams(["ab", "ca", "bc"], {".": 0, "a": 1, "b": 2, "c": 3})
    counts = as_tensor(counts, shape=(4, 4))
    between_letters = counts[1:, 1:]
    expected = torch.tensor([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    equal(between_letters + between_letters.T, expected)


@points(1, after="test_emma")
def test_no_empty_names(student: Subject, rng: torch.Generator) -> None:
    """No word is empty, so `.` never follows `.`."""
    counts = student.count_bigrams(random_words("kl", 6, rng), {".": 0, "k": 1, "l": 2})
    equal(as_tensor(counts, shape=(3, 3))[0, 0], 0)


@points(2)
def test_uses_the_numbers_given(student: Subject, reference: Subject) -> None:
    """The place of a character in the table is the number that `stoi` gives to it."""
    stoi = {"t": 3, ".": 0, "e": 4, "n": 1, "a": 2}
    counts = as_tensor(student.count_bigrams(["neat", "ten"], stoi), shape=(5, 5))
    equal(counts[1:, 1:], reference.count_bigrams(["neat", "ten"], stoi)[1:, 1:])


@points(1)
def test_names(
    student: Subject, reference: Subject, data_file: Callable[[str], Path], rng: torch.Generator
) -> None:
    """The counts are right for names of the lecture, for very many words, and for very long ones."""
    names = read_names(data_file("names.txt"))[::320]
    for words in (names, random_words("ab", MANY, rng), ["ab" * 35 + "cd", "a" * 2100]):
        equal(student.count_bigrams(words, ALPHABET), reference.count_bigrams(words, ALPHABET))


@points(1, after="test_emma")
def test_inputs_stay_as_they_are(student: Subject, reference: Subject) -> None:
    """A call leaves the words, the vocabulary, and what earlier calls gave back, as they are."""
    stoi = {".": 0, "a": 1, "b": 2}
    for words in (["ab", "ba"], ["aa", "b"], ["a"]):
        observed = student.observe("count_bigrams", words, stoi)
        equal(observed.result, reference.count_bigrams(words, stoi))
        leaves_alone(observed, "the words or the vocabulary")
