"""What follows from a paper and its place: country, state, identifier; and when nothing may follow."""

from newsreader.domain.field import Evidence, Field
from newsreader.text import derived


def completed(**values: str) -> dict[str, str]:
    fields = {name: Field(name, value, Evidence(f"{name}.key", 0.97, 0, 5)) for name, value in values.items()}
    derived.complete(fields)
    return {name: str(field.value) for name, field in fields.items()}


def test_a_known_title_tells_country_state_place_identifier_and_region() -> None:
    found = completed(paper="Omaha Daily Bee")
    assert found["country"] == "US"
    assert found["subdivision"] == "US-NE"
    assert found["place"] == "Omaha"
    assert found["paper_id"] == "sn99021999"
    assert found["region"] == "021"


def test_an_identifier_tells_the_paper_and_chooses_between_namesakes() -> None:
    found = completed(paper_id="sn83045350")
    assert found["paper"] == "Der Nordstern"
    assert found["subdivision"] == "US-MN"
    assert completed(paper="Evening Star", paper_id="sn83045462")["subdivision"] == "US-DC"
    assert "paper" not in completed(paper_id="sn00000000")


def test_the_evidence_names_the_title_and_where_it_stands() -> None:
    fields = {"paper": Field("paper", "Omaha Daily Bee", Evidence("paper.line", 0.9, 3, 18))}
    derived.complete(fields)
    evidence = fields["subdivision"].evidence
    assert evidence.rule == "subdivision.title"
    assert (evidence.start, evidence.end, evidence.source) == (3, 18, "authority")
    assert "Omaha Daily Bee" in evidence.detail


def test_country_and_place_choose_between_papers_of_one_name() -> None:
    assert completed(paper="La Prensa", country="AR")["place"] == "Buenos Aires"
    assert completed(paper="La Prensa", place="San Antonio")["subdivision"] == "US-TX"
    assert completed(paper="Evening Star", place="Dunedin")["country"] == "NZ"
    assert "country" not in completed(paper="La Prensa")


def test_a_paper_of_a_common_name_is_believed_less() -> None:
    def sure(paper: str) -> float:
        fields = {"paper": Field("paper", paper, Evidence("paper.line", 0.9))}
        derived.complete(fields)
        return fields["country"].evidence.confidence

    assert sure("The Guardian") < sure("Neue Zürcher Zeitung")


def test_a_paper_of_that_name_in_another_country_gives_no_identifier() -> None:
    found = completed(paper="The Times", country="FR")
    assert "paper_id" not in found
    assert found["country"] == "FR"


def test_an_unknown_paper_has_the_state_of_its_place() -> None:
    assert completed(paper="Halden Gazette", place="Edinburgh")["subdivision"] == "GB-SCT"
    assert completed(paper="Halden Gazette", place="Ballarat")["country"] == "AU"
    assert "country" not in completed(paper="Halden Gazette", place="Springwater Junction")
