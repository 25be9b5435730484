"""What kind of document begins so."""

import time

import pytest

from newsreader.formats import sniffing


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b'<?xml version="1.0"?>\n<!-- made by hand -->\n<mets:mets xmlns:mets="x">', "mets"),
        ('<?xml version="1.0" encoding="utf-16"?><alto >'.encode("utf-16"), "alto"),
        (b"<nitf>", "nitf"),
        (b"<?xml version='1.0'?>no element", ""),
        (b"", ""),
    ],
)
def test_the_first_element_is_found(head: bytes, root: str) -> None:
    assert sniffing.xml_root(head) == root


@pytest.mark.parametrize("piece", [b'<?xml version="1.0"?>', b"<!-- -->", b"<!-- -->\n", b"<?a?> <!-- -->"])
def test_many_declarations_in_a_row_take_no_time(piece: bytes) -> None:
    # Found by fuzzing: a few hundred of them took longer than anybody waits; now it is a hundredth of a second.
    began = time.process_time()
    head = piece * (65_536 // len(piece))
    assert sniffing.xml_root(head) == ""
    sniffing.markup_kind(head.decode("ascii"))
    assert time.process_time() - began < 5


def test_a_document_type_is_xml_or_a_page_and_never_plain_text() -> None:
    assert sniffing.markup_kind('<!DOCTYPE nitf [<!ENTITY a "a">]><nitf/>') == "XML"
    assert sniffing.markup_kind("\n<!doctype html><p>") == "HTML"
