"""Bylines: persons as printed, cut-off lines told, never a place, desk or agency as a person."""

import pytest

from newsreader.text import byline

PLAIN = [
    ("By Marit Osvald", ["Marit Osvald"]),
    ("BY MARIT OSVALD", ["Marit Osvald"]),
    ("by Marit Osvald", ["Marit Osvald"]),
    ("By: Marit Osvald", ["Marit Osvald"]),
    ("- Marit Osvald", ["Marit Osvald"]),
    ("— Marit Osvald", ["Marit Osvald"]),
    ("• By Marit Osvald", ["Marit Osvald"]),
    ("By Marit Osvald and Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald & Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald, Jonas Feld and Ada Brook", ["Marit Osvald", "Jonas Feld", "Ada Brook"]),
    ("By Marit Osvald, Jonas Feld, and Ada Brook", ["Marit Osvald", "Jonas Feld", "Ada Brook"]),
    ("By Marit Osvald; Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald / Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald | Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By MARIT OSVALD AND JONAS FELD", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald with Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("By J. R. R. Tolmer", ["J. R. R. Tolmer"]),
    ("By J.B. Tolmer", ["J.B. Tolmer"]),
    ("By A. Tolmer", ["A. Tolmer"]),
    ("By Marit L. Osvald", ["Marit L. Osvald"]),
    ("By MARIT L. OSVALD", ["Marit L. Osvald"]),
    ("By Henry O'Dowd", ["Henry O'Dowd"]),
    ("By HENRY O'DOWD", ["Henry O'Dowd"]),
    ("By FLORA McTAVISH", ["Flora McTavish"]),
    ("By FLORA MCTAVISH", ["Flora McTavish"]),
    ("By Ludwig van Harten", ["Ludwig van Harten"]),
    ("By LUDWIG VAN HARTEN", ["Ludwig van Harten"]),
    ("By Ada Brook-Lindley", ["Ada Brook-Lindley"]),
    ("By ADA BROOK-LINDLEY", ["Ada Brook-Lindley"]),
    ("By George Pell Jr.", ["George Pell Jr."]),
    ("By GEORGE PELL III", ["George Pell III"]),
    ("By Dr. Emil Brandt", ["Emil Brandt"]),
    ("By Mrs. Ada Brook", ["Ada Brook"]),
    ("By the Rev. Thomas Arkle", ["Thomas Arkle"]),
    ("By Marit Osvald, Staff Writer", ["Marit Osvald"]),
    ("By Marit Osvald, Political Editor", ["Marit Osvald"]),
    ("By Marit Osvald, Special Correspondent", ["Marit Osvald"]),
    ("By Marit Osvald Special to The Lantern", ["Marit Osvald"]),
    ("By Marit Osvald, in Berlin", ["Marit Osvald"]),
    ("By Marit Osvald in New York", ["Marit Osvald"]),
    ("By Marit Osvald, London", ["Marit Osvald"]),
    ("By Marit Osvald marit@lantern.example", ["Marit Osvald"]),
    ("By Marit Osvald @osvald", ["Marit Osvald"]),
    ("By Marit Osvald, May 3, 1994", ["Marit Osvald"]),
    ("By Marit Osvald | 3 May 1994", ["Marit Osvald"]),
    ("By Marit Osvald; Photographs by Jonas Feld", ["Marit Osvald"]),
    ("By Marit Osvald, Reuters", ["Marit Osvald"]),
    ("By Marit Osvald (AP)", ["Marit Osvald"]),
    ("Story by Marit Osvald", ["Marit Osvald"]),
    ("Written by Marit Osvald", ["Marit Osvald"]),
    ("Report by Marit Osvald", ["Marit Osvald"]),
    ("Analysis by Marit Osvald", ["Marit Osvald"]),
    ("By Voltairine", ["Voltairine"]),
    ("- Henry Meyer", ["Henry Meyer"]),
    ("Henry Meyer", ["Henry Meyer"]),
    ("Henry Meyer, Reuters", ["Henry Meyer"]),
    ("HENRY MEYER", ["Henry Meyer"]),
    ("Marit Osvald and Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("- Marit Osvald, Jonas Feld", ["Marit Osvald", "Jonas Feld"]),
    ("- Henry Meyer Anna Brook", ["Henry Meyer", "Anna Brook"]),
    # German
    ("Von Hans Vogt", ["Hans Vogt"]),
    ("VON HANS VOGT", ["Hans Vogt"]),
    ("Von Hans Vogt und Eva Lindner", ["Hans Vogt", "Eva Lindner"]),
    ("Von Hans Vogt, Eva Lindner und Karl Rabe", ["Hans Vogt", "Eva Lindner", "Karl Rabe"]),
    ("Von Eva von der Tann", ["Eva von der Tann"]),
    ("VON EVA VON DER TANN", ["Eva von der Tann"]),
    ("Von Karl-Heinz Müller", ["Karl-Heinz Müller"]),
    ("VON KARL-HEINZ MÜLLER", ["Karl-Heinz Müller"]),
    ("Von Dr. Hans Vogt", ["Hans Vogt"]),
    ("Von Prof. Dr. Hans Vogt", ["Hans Vogt"]),
    ("Von Hans Vogt, Berlin", ["Hans Vogt"]),
    ("Von Hans Vogt (dpa)", ["Hans Vogt"]),
    ("Von unserem Korrespondenten Hans Vogt", ["Hans Vogt"]),
    ("Von unserer Redakteurin Eva Lindner", ["Eva Lindner"]),
    ("Von Hans Vogt, Redaktion Kultur", ["Hans Vogt"]),
    ("Text: Hans Vogt", ["Hans Vogt"]),
    ("Autor: Hans Vogt", ["Hans Vogt"]),
    ("Bericht von Hans Vogt", ["Hans Vogt"]),
    # French
    ("Par Jeanne Arnoux", ["Jeanne Arnoux"]),
    ("PAR JEANNE ARNOUX", ["Jeanne Arnoux"]),
    ("par Jeanne Arnoux et Luc Morel", ["Jeanne Arnoux", "Luc Morel"]),
    ("Par Jeanne Arnoux, Luc Morel et Paul Vidal", ["Jeanne Arnoux", "Luc Morel", "Paul Vidal"]),
    ("Par Jean-Pierre Aubray", ["Jean-Pierre Aubray"]),
    ("Par Jean de La Tour", ["Jean de La Tour"]),
    ("Par Mme Jeanne Arnoux", ["Jeanne Arnoux"]),
    ("De notre envoyé spécial Luc Morel", ["Luc Morel"]),
    ("De notre correspondante Jeanne Arnoux", ["Jeanne Arnoux"]),
    ("De notre correspondant permanent Luc Morel", ["Luc Morel"]),
    ("Par Luc Morel (AFP)", ["Luc Morel"]),
    ("Propos recueillis par Jeanne Arnoux", ["Jeanne Arnoux"]),
    ("Texte par Jeanne Arnoux", ["Jeanne Arnoux"]),
    ("Par Étienne Çelik", ["Étienne Çelik"]),
    # Spanish
    ("Por Ana Ruiz", ["Ana Ruiz"]),
    ("POR ANA RUIZ", ["Ana Ruiz"]),
    ("Por Ana Ruiz y Luis Gómez", ["Ana Ruiz", "Luis Gómez"]),
    ("Por Ana Ruiz e Inés Gómez", ["Ana Ruiz", "Inés Gómez"]),
    ("Por José María Pérez García", ["José María Pérez García"]),
    ("Por Juan de la Cruz", ["Juan de la Cruz"]),
    ("POR JUAN DE LA CRUZ", ["Juan de la Cruz"]),
    ("De nuestro corresponsal Luis Gómez", ["Luis Gómez"]),
    ("De nuestra enviada especial Ana Ruiz", ["Ana Ruiz"]),
    ("Por Ana Ruiz, corresponsal", ["Ana Ruiz"]),
    ("Por Ana Ruiz (EFE)", ["Ana Ruiz"]),
    # Italian, Dutch, Swedish
    ("di Marco Bellini", ["Marco Bellini"]),
    ("Di Marco Bellini e Anna Conti", ["Marco Bellini", "Anna Conti"]),
    ("Door Jan van Dalen", ["Jan van Dalen"]),
    ("Door Jan de Boer en Eva Smit", ["Jan de Boer", "Eva Smit"]),
    ("Av Erik Lindgren", ["Erik Lindgren"]),
    ("Av Erik Lindgren och Anna Berg", ["Erik Lindgren", "Anna Berg"]),
]

CUT = [
    ("- Marit Osvald Jonas Feld and", ["Marit Osvald", "Jonas Feld"]),
    ("- Henry Meyer Anna Brook Paul Lind and", ["Henry Meyer", "Anna Brook", "Paul Lind"]),
    ("By Marit Osvald and", ["Marit Osvald"]),
    ("By Marit Osvald, Jonas Feld and", ["Marit Osvald", "Jonas Feld"]),
    ("By Marit Osvald,", ["Marit Osvald"]),
    ("By Marit Osvald &", ["Marit Osvald"]),
    ("By Marit Osvald…", ["Marit Osvald"]),
    ("By Anna Brook and John", ["Anna Brook"]),
    ("Von Hans Vogt und", ["Hans Vogt"]),
    ("- Hans Vogt Eva Lindner und", ["Hans Vogt", "Eva Lindner"]),
    ("Par Jeanne Arnoux et", ["Jeanne Arnoux"]),
    ("- Jeanne Arnoux Luc Morel et", ["Jeanne Arnoux", "Luc Morel"]),
    ("Por Ana Ruiz y", ["Ana Ruiz"]),
    ("- Ana Ruiz Luis Gómez y", ["Ana Ruiz", "Luis Gómez"]),
    ("BY LUDWIG VAN HARTEN CLARA STEIN AND", ["Ludwig van Harten", "Clara Stein"]),
    ("- Anna Maria Schmidt and", ["Anna Maria Schmidt"]),
]

NOBODY = [
    "By Staff Reporter",
    "By Our Own Correspondent",
    "By a Staff Writer",
    "By The Associated Press",
    "By Reuters",
    "Reuters",
    "- Reuters",
    "AP",
    "(AFP)",
    "dpa",
    "By Canadian Press",
    "From Our Special Correspondent",
    "Von unserer Redaktion",
    "Von unserem Korrespondenten",
    "De notre correspondant",
    "De nuestra Redacción",
    "By Foreign Desk",
    "Foreign Affairs",
    "By New York Times",
    "New York",
    "Buenos Aires",
    "By the way, it rained",
    "Von der Front zurück",
    "The End Of An Era",
    "Special to The Lantern",
    "Council backs ferry link",
    "London",
    "National Post",
    "Page A3",
    "By News Agencies",
    "Par la rédaction",
    "By London Bureau",
    "Letters to the Editor",
    "United States",
    "By AFP and Reuters",
]


@pytest.mark.parametrize(("line", "persons"), PLAIN)
def test_persons_are_named_as_printed(line: str, persons: list[str]) -> None:
    read = byline.parse(line)
    assert read is not None
    assert list(read.persons) == persons
    assert read.is_complete


@pytest.mark.parametrize(("line", "persons"), CUT)
def test_a_cut_line_is_told_and_never_completed(line: str, persons: list[str]) -> None:
    read = byline.parse(line)
    assert read is not None
    assert list(read.persons) == persons
    assert not read.is_complete


@pytest.mark.parametrize("line", NOBODY)
def test_no_place_desk_or_agency_is_a_person(line: str) -> None:
    read = byline.parse(line)
    assert read is None or read.persons == ()


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Marit Osvald, Reuters", "Reuters"),
        ("By Marit Osvald (AP)", "Associated Press"),
        ("Von Hans Vogt (dpa)", "Deutsche Presse-Agentur"),
        ("By The Associated Press", "Associated Press"),
        ("- AFP", "Agence France-Presse"),
        ("By Reuters and AFP", "Reuters"),
    ],
)
def test_an_agency_in_the_line_is_credited(line: str, agency: str) -> None:
    read = byline.parse(line)
    assert read is not None
    assert read.agency == agency


def test_a_stated_author_needs_no_by() -> None:
    read = byline.parse("Osvald, Marit", is_stated=True)
    assert read is not None
    assert read.persons == ("Marit Osvald",)
    read = byline.parse("M. Osvald", is_stated=True)
    assert read is not None
    assert read.persons == ("M. Osvald",)


@pytest.mark.parametrize("line", ["", " ", "-", "- ", "By", "By ", "—", "x" * 500, "By " + "Abc " * 100])
def test_lines_without_a_name_are_none(line: str) -> None:
    assert byline.parse(line) is None
