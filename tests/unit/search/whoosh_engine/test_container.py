from pathlib import Path

import numpy as np
import pytest

from newsreader.search.whoosh_engine.container import BLOCK, Container, ContainerDamaged, ContainerWriter
from newsreader.search.whoosh_engine.narrow import NarrowReader, NarrowWriter, narrowest


def written(folder: Path) -> Path:
    path = folder / "file"
    with ContainerWriter(path) as writer:
        writer.add("numbers", np.arange(100_000, dtype=np.uint32))
        writer.add("nothing", np.empty(0, dtype=np.uint16))
        writer.begin("pieces", np.uint16)
        for start in range(0, 70_000, 700):
            writer.append(np.arange(start, start + 700) % 65_536)
        writer.end()
        writer.add("bytes", b"words\n")
    return path


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    container = Container(written(tmp_path))
    assert np.array_equal(container["numbers"].view(), np.arange(100_000))
    assert np.array_equal(container["numbers"].view(70_000, 70_010), np.arange(70_000, 70_010))
    assert len(container["nothing"]) == 0
    assert np.array_equal(container["pieces"].view(), np.arange(70_000) % 65_536)
    assert container["bytes"].view().tobytes() == b"words\n"
    assert "other" not in container
    with pytest.raises(ContainerDamaged):
        container["other"]


def test_a_flipped_byte_is_found_wherever_it_matters(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    used = []
    with_sections = Container(path)
    for section in with_sections.sections.values():
        start = section._offset
        used += [start, start + section.nbytes - 1] if section.nbytes else []
    with_sections.close()
    ends = [0, len(whole) - 1, len(whole) - 40, len(whole) - 60]
    for place in [*used, *ends]:
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        path.write_bytes(damaged)
        with pytest.raises(ContainerDamaged):
            Container(path).verify()


def test_only_the_blocks_that_are_read_are_verified(tmp_path: Path) -> None:
    path = written(tmp_path)
    start = Container(path)["numbers"]._offset
    damaged = bytearray(path.read_bytes())
    damaged[start + 5 * BLOCK] ^= 1
    path.write_bytes(damaged)
    numbers = Container(path)["numbers"]
    assert np.array_equal(numbers.view(0, 100), np.arange(100))
    with pytest.raises(ContainerDamaged, match="numbers"):
        numbers.view(5 * BLOCK // 4, 5 * BLOCK // 4 + 1)


@pytest.mark.parametrize("kept", [0, 5, 40, 1000, -1])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ContainerDamaged):
        Container(path)


def add_twice(writer: ContainerWriter) -> None:
    writer.add("same", np.arange(3))
    writer.add("same", np.arange(3))


def test_an_error_while_writing_leaves_no_file(tmp_path: Path) -> None:
    writer = ContainerWriter(tmp_path / "file")
    with pytest.raises(ValueError, match="twice"), writer:
        add_twice(writer)
    assert not list(tmp_path.iterdir())


def test_an_array_must_be_ended(tmp_path: Path) -> None:
    writer = ContainerWriter(tmp_path / "file")
    with pytest.raises(ValueError, match="not ended"), writer:
        writer.begin("open", np.uint8)
    assert not list(tmp_path.iterdir())


def test_numbers_too_large_for_the_narrow_array_are_kept(tmp_path: Path) -> None:
    values = np.asarray([0, 254, 255, 256, 7, 2**32 - 1, 3, 255], dtype=np.uint32)
    with ContainerWriter(tmp_path / "file") as writer:
        narrow = NarrowWriter(writer, "values", np.uint8)
        narrow.append(values[:3])
        narrow.append(values[3:])
        narrow.finish()
        small = NarrowWriter(writer, "small", np.uint8)
        small.append(np.arange(200))
        small.finish()
    container = Container(tmp_path / "file")
    reader = NarrowReader(container, "values")
    for start in range(len(values)):
        for stop in range(start, len(values) + 1):
            assert np.array_equal(reader.view(start, stop), values[start:stop])
    assert "small.where" not in container
    assert NarrowReader(container, "small").view(0, 200).dtype == np.uint8


def test_the_narrowest_type_holds_the_number() -> None:
    assert [narrowest(top) for top in (0, 255, 256, 65_535, 65_536, 2**32)] == [
        np.uint8, np.uint8, np.uint16, np.uint16, np.uint32, np.uint64,
    ]  # fmt: skip


def test_what_was_taken_out_of_memory_can_be_read_again(tmp_path: Path) -> None:
    container = Container(written(tmp_path))
    numbers = container["numbers"].view()
    container.release()
    assert np.array_equal(numbers, np.arange(100_000))
    assert np.array_equal(container["numbers"].view(), np.arange(100_000))
