"""Arbitrary and mutated bytes on the wire and in archives come to a value or a named exception."""

from __future__ import annotations

import contextlib
import io
import json
import resource
import socket
import struct
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox.encoding import Encoded, decode_observation, encode_observation
from autograder.sandbox.unpacking import BadValue
from autograder.sandbox.wire import PREFIX, BadFrame, Closed, Frame, Wait, receive
from autograder.submissions import Source, Submission, Unreadable, read
from autograder.testing.observing import Drawing, Line, Observation, Operations

BODY_MOST = 4096
PEAK_MOST_MIB = 400
"""By how much the memory of this process may grow over all examples."""

fuzzed = settings(
    max_examples=300,
    derandomize=True,
    database=None,
    deadline=3000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _bounded_memory() -> Any:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < PEAK_MOST_MIB * 1024


@st.composite
def mutated(draw: Callable[[Any], Any], original: bytes) -> bytes:
    """Bytes of something right with some of them replaced, left out, repeated or cut off."""
    content = bytearray(original)
    for _ in range(draw(st.integers(0, 4))):
        if not content:
            break
        at = draw(st.integers(0, len(content) - 1))
        match draw(st.sampled_from(["replace", "drop", "repeat", "insert", "cut"])):
            case "replace":
                content[at] = draw(st.integers(0, 255))
            case "drop":
                del content[at : at + draw(st.integers(1, 9))]
            case "repeat":
                content[at:at] = content[at : at + draw(st.integers(1, 64))]
            case "insert":
                content[at:at] = draw(st.binary(max_size=9))
            case "cut":
                del content[at:]
    return bytes(content)


GOOD_FRAME = Frame({"outcome": "observed", "token": "0" * 16, "n": [1, {"a": None}]}, b"body").packed()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=9), part, max_size=4),
    max_leaves=20,
)

TAGS = (
    "list",
    "tuple",
    "named",
    "fields",
    "parts",
    "pickled",
    "dict",
    "tensor",
    "opaque",
    "generator",
    "axes",
    "made",
    "grad",
    "requires_grad",
    "leaf",
)
tagged_values = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.sampled_from(["0", "1", "2", "result", "changed"])
    | json_values,
    lambda part: (
        st.lists(part, max_size=4)
        | st.dictionaries(st.sampled_from(TAGS), part, min_size=1, max_size=3)
        | st.builds(lambda parts: {"list": parts}, st.lists(part, max_size=4))
        | st.builds(lambda parts: {"tuple": parts}, st.lists(part, max_size=4))
        | st.builds(
            lambda pairs: {"dict": [list(pair) for pair in pairs]},
            st.lists(st.tuples(part, part), max_size=3),
        )
        | st.builds(
            lambda name, grad: {"tensor": name, "requires_grad": True, "leaf": True, "grad": grad},
            st.sampled_from("012"),
            part,
        )
        | st.builds(lambda name: {"tensor": name}, st.sampled_from("012"))
    ),
    max_leaves=12,
)


class TestFrames:
    @fuzzed
    @given(st.binary(max_size=200) | mutated(GOOD_FRAME))
    def test_bytes(self, content: bytes) -> None:
        assert_frame_or_named(content)

    @fuzzed
    @given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.binary(max_size=64))
    def test_lengths(self, header: int, body: int, content: bytes) -> None:
        assert_frame_or_named(PREFIX.pack(header, body) + content)

    @fuzzed
    @given(json_values)
    def test_headers(self, header: Any) -> None:
        text = json.dumps(header).encode()
        assert_frame_or_named(PREFIX.pack(len(text), 0) + text)

    @pytest.mark.parametrize(
        "text", [b"[" * 10**6, b"9" * 10**6, b'{"a":' * 10**5, b"\xff\xfe\0", b"1e999", b"NaN"]
    )
    def test_known_to_be_awkward(self, text: bytes) -> None:
        assert_frame_or_named(PREFIX.pack(len(text), 0) + text)

    def test_silence_ends_when_it_has_been_waited_for_long_enough(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            theirs.sendall(GOOD_FRAME[:-1])
            with pytest.raises(TimeoutError):
                receive(ours, BODY_MOST, within(0.1))


def within(seconds: float) -> Wait:
    """Patience with this very process, which may take so long."""
    deadline = time.monotonic() + seconds

    def wait() -> float:
        if time.monotonic() > deadline:
            raise TimeoutError
        return 0.05

    return wait


def assert_frame_or_named(content: bytes) -> None:
    ours, theirs = socket.socketpair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
    with ours, theirs:
        theirs.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            theirs.sendall(content)
        theirs.shutdown(socket.SHUT_WR)
        try:
            frame = receive(ours, BODY_MOST, within(2.0))
        except (BadFrame, Closed, TimeoutError):
            return
    assert type(frame.header) is dict
    assert len(frame.body) <= BODY_MOST


TENSORS = {
    "0": torch.arange(6.0).reshape(2, 3),
    "1": torch.tensor([True, False]),
    "2": torch.zeros(3, 0, dtype=torch.int64),
}
BLOCK = safetensors.torch.save(TENSORS)
SENT = (torch.zeros(2), [1, 2], "text")
FULL = Observation(
    result=[torch.ones(2, requires_grad=True), {0: "."}, (1, 2.5)],
    arguments=SENT,
    changed=frozenset({0}),
    gradient=torch.ones(2),
    operations=Operations(frozenset({"aten::add"}), 1, 2, 3),
    drawing=Drawing((torch.ones(2, 2),), (Line(torch.ones(2), torch.ones(2)),), "x", "y"),
    printed="text",
)
FULL_ENCODED = encode_observation(FULL, 1 << 20)
FIELDS = ("result", "changed", "gradient", "operations", "drawing", "printed")


class TestObservations:
    def test_right_one_is_one(self) -> None:
        assert decode_observation(FULL_ENCODED, SENT).changed == frozenset({0})

    @fuzzed
    @given(tagged_values)
    def test_any_json(self, node: Any) -> None:
        assert_observation_or_bad(Encoded(node, BLOCK))

    @fuzzed
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, tagged_values)))
    def test_any_field(self, fields: dict[str, Any]) -> None:
        node = json.loads(json.dumps(FULL_ENCODED.json))
        node["dict"] = [[name, fields.get(name, value)] for name, value in node["dict"]]
        assert_observation_or_bad(Encoded(node, FULL_ENCODED.tensors))

    @fuzzed
    @given(mutated(json.dumps(FULL_ENCODED.json).encode()))
    def test_mutated_json(self, text: bytes) -> None:
        try:
            node = json.loads(text)
        except (ValueError, RecursionError):
            return
        assert_observation_or_bad(Encoded(node, FULL_ENCODED.tensors))

    @fuzzed
    @given(mutated(FULL_ENCODED.tensors) | st.binary(max_size=64))
    def test_mutated_tensors(self, block: bytes) -> None:
        assert_observation_or_bad(Encoded(FULL_ENCODED.json, block))

    @fuzzed
    @given(json_values)
    def test_tensor_headers(self, header: Any) -> None:
        text = json.dumps(header).encode()
        assert_observation_or_bad(Encoded({"tensor": "0"}, struct.pack("<Q", len(text)) + text + bytes(8)))

    @pytest.mark.parametrize("depth", [100, 330, 600])
    def test_gradients_of_gradients(self, depth: int) -> None:
        node: Any = {"tensor": "0"}
        for _ in range(depth):
            node = {"tensor": "0", "requires_grad": True, "leaf": True, "grad": node}
        assert_observation_or_bad(Encoded(node, BLOCK))

    @pytest.mark.parametrize("name", TENSORS)
    def test_tensor_in_place_of_all(self, name: str) -> None:
        assert_observation_or_bad(Encoded({"tensor": name}, BLOCK))


def assert_observation_or_bad(encoded: Encoded) -> None:
    try:
        observation = decode_observation(encoded, SENT)
    except BadValue:
        return
    assert type(observation) is Observation
    assert len(observation.arguments) == len(SENT)


def zip_bytes() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("softmax.py"), "def softmax(logits): ...\n" * 9)
        archive.writestr(zipfile.ZipInfo("a/b.txt"), "b")
    return file.getvalue()


def tar_bytes(mode: Any) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, content in {
            "softmax.py": b"def softmax(logits): ...\n" * 9,
            "a/" + "n" * 120: b"b",
        }.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    # Not the padding, which would take most of the mutations.
    return file.getvalue()[: 512 * 8] if mode == "w" else file.getvalue()


ARCHIVES = {
    "a.zip": zip_bytes(),
    "a.tar": tar_bytes("w"),
    "a.tar.gz": tar_bytes("w:gz"),
    "a.tar.bz2": tar_bytes("w:bz2"),
    "a.tar.xz": tar_bytes("w:xz"),
}


class TestArchives:
    @pytest.mark.parametrize("name", ARCHIVES)
    def test_right_one_is_read(self, tmp_path: Path, name: str) -> None:
        if name != "a.tar":
            assert assert_submission_or_unreadable(tmp_path / name, ARCHIVES[name])

    @fuzzed
    @given(st.sampled_from(sorted(ARCHIVES)).flatmap(lambda n: st.tuples(st.just(n), mutated(ARCHIVES[n]))))
    def test_mutated(self, tmp_path: Path, archive: tuple[str, bytes]) -> None:
        assert_submission_or_unreadable(tmp_path / archive[0], archive[1])

    @fuzzed
    @given(st.sampled_from(sorted(ARCHIVES)), st.binary(max_size=600))
    def test_bytes(self, tmp_path: Path, name: str, content: bytes) -> None:
        assert_submission_or_unreadable(tmp_path / name, ARCHIVES[name][:3] + content)


def assert_submission_or_unreadable(path: Path, content: bytes) -> bool:
    path.write_bytes(content)
    try:
        submission = read(Source("alice", path), ["softmax"])
    except Unreadable as refusal:
        reason = str(refusal)
    else:
        assert type(submission) is Submission
        assert len(submission.digest()) == 64
        return True
    assert reason.isprintable()
    return False
