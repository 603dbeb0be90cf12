"""Tests of the table of bigram counts."""

from collections.abc import Callable
from pathlib import Path

import torch
from bigram_inputs import random_words, read_names

from autograder.testing import Mismatch, Subject, equal, is_tensor, points

ALPHABET = {character: index for index, character in enumerate(".abcdefghijklmnopqrstuvwxyz")}


@points(3, public=True)
def test_emma(student: Subject) -> None:
    """The five bigrams of `emma` are in their cells."""
    counts = student.count_bigrams(["emma"], {".": 0, "a": 1, "e": 2, "m": 3})
    equal(counts, torch.tensor([[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 1]]))


@points(2, public=True)
def test_every_word_counts(student: Subject) -> None:
    """Each word adds to the counts, also one that came before."""
    counts = student.count_bigrams(["ab", "b", "ab"], {".": 0, "a": 1, "b": 2})
    equal(counts, torch.tensor([[0, 2, 1], [0, 0, 2], [3, 0, 0]]))


@points(3, public=True)
def test_counts_are_integers(student: Subject) -> None:
    """Counts are whole numbers: the table is an int32 or int64 tensor."""
    counts = student.count_bigrams(["ada", "bo"], {".": 0, "a": 1, "b": 2, "d": 3, "o": 4})
    is_tensor(counts, dtype=(torch.int32, torch.int64))


@points(2)
def test_one_row_for_each_character(student: Subject) -> None:
    """The table has a row and a column for every character of the vocabulary, and for no other."""
    for characters in (".x", ".abcde", "".join(ALPHABET)):
        stoi = {character: index for index, character in enumerate(characters)}
        counts = student.count_bigrams([characters[1] * 2], stoi)
        is_tensor(counts, shape=(len(stoi), len(stoi)))
        equal(counts[1, 1], torch.tensor(1))


@points(2)
def test_rows_are_first_characters(student: Subject) -> None:
    """The row is the first character of a bigram, the column the one that follows."""
    counts = student.count_bigrams(["abc"], {".": 0, "a": 1, "b": 2, "c": 3})
    is_tensor(counts, shape=(4, 4))
    equal(counts[1:, 1:], torch.tensor([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))


@points(2)
def test_bigrams_come_again(student: Subject) -> None:
    """A bigram that a word has twice counts twice."""
    counts = student.count_bigrams(["abab"], {".": 0, "a": 1, "b": 2})
    is_tensor(counts, shape=(3, 3))
    between_letters = counts[1:, 1:]
    equal(between_letters + between_letters.T, torch.tensor([[0, 3], [3, 0]]))


@points(2)
def test_names_start(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Row 0 holds how often each letter is the first of a word."""
    words = random_words("abcd", 30, rng)
    counts = student.count_bigrams(words, ALPHABET)
    expected = reference.count_bigrams(words, ALPHABET)
    is_tensor(counts, shape=tuple(expected.shape))
    equal(counts[0, 1:], expected[0, 1:])


@points(2)
def test_names_end(student: Subject, reference: Subject, rng: torch.Generator) -> None:
    """Column 0 holds how often each letter is the last of a word."""
    words = random_words("abcd", 30, rng)
    counts = student.count_bigrams(words, ALPHABET)
    expected = reference.count_bigrams(words, ALPHABET)
    is_tensor(counts, shape=tuple(expected.shape))
    equal(counts[1:, 0], expected[1:, 0])


@points(2)
def test_words_are_apart(student: Subject) -> None:
    """No bigram reaches from one word into the next."""
    counts = student.count_bigrams(["ab", "ca", "bc"], {".": 0, "a": 1, "b": 2, "c": 3})
    is_tensor(counts, shape=(4, 4))
    between_letters = counts[1:, 1:]
    expected = torch.tensor([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    equal(between_letters + between_letters.T, expected)


@points(1, after="test_emma")
def test_no_empty_names(student: Subject, rng: torch.Generator) -> None:
    """No word is empty, so `.` never follows `.`."""
    counts = student.count_bigrams(random_words("kl", 6, rng), {".": 0, "k": 1, "l": 2})
    is_tensor(counts, shape=(3, 3))
    equal(counts[0, 0], torch.tensor(0))


@points(2)
def test_uses_the_numbers_given(student: Subject, reference: Subject) -> None:
    """The place of a character in the table is the number that `stoi` gives to it."""
    stoi = {"t": 3, ".": 0, "e": 4, "n": 1, "a": 2}
    counts = student.count_bigrams(["neat", "ten"], stoi)
    is_tensor(counts, shape=(5, 5))
    equal(counts[1:, 1:], reference.count_bigrams(["neat", "ten"], stoi)[1:, 1:])


@points(1)
def test_names(student: Subject, reference: Subject, data_file: Callable[[str], Path]) -> None:
    """The counts of a hundred names of the lecture are right."""
    names = read_names(data_file("names.txt"))[::320]
    equal(student.count_bigrams(names, ALPHABET), reference.count_bigrams(names, ALPHABET))


@points(1)
def test_inputs_stay_as_they_are(student: Subject) -> None:
    """The words and the vocabulary are the same after the call."""
    observation = student.observe("count_bigrams", ["ab", "ba"], {".": 0, "a": 1, "b": 2})
    if observation.changed:
        raise Mismatch("The function changes the words or the vocabulary that it is given.")
