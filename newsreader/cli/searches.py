"""`newsreader searches`: saved searches, what is new in them, and what was searched before."""

from pathlib import Path

import click

from newsreader.cli.options import (
    QUERY_SETTINGS,
    archive_option,
    join_query,
    json_option,
    query_argument,
    session_for,
)
from newsreader.cli.output import plural, print_json, print_note, print_table, print_text


@click.group(
    epilog="""\b
Examples:
  newsreader searches save "Docks" 'harbour strike country:ca'
  newsreader searches list                 with what came in since you last looked
  newsreader searches run Docks            the hits; what is new is new no more
  newsreader searches new Docks            ids of what is new
  newsreader searches history --clear      forget what was searched here"""
)
def searches() -> None:
    """Saved searches, what is new in them, and the search history."""


@searches.command(name="list")
@archive_option
@json_option
def list_searches(archive: Path | None, as_json: bool) -> None:
    """Print all saved searches, with what they find and how much of it is new."""
    from newsreader.services import indexing, saved_news

    with session_for(archive, read_only=True) as session:
        indexing.update(session)
        found = saved_news.news(session)
    if as_json:
        entries = [
            {"name": one.saved.name, "query": one.saved.query, "total": one.total, "new": one.new,
             "looked": one.looked or None}
            for one in found
        ]  # fmt: skip
        print_json({"searches": entries})
        return
    rows = [
        (one.saved.name, one.saved.query, f"{one.total:,}", "not looked yet" if one.new is None else f"{one.new:,}")
        for one in found
    ]
    print_table(("name", "query", "articles", "new"), rows, numbers=("articles", "new"))


@searches.command(context_settings=QUERY_SETTINGS)
@click.argument("name")
@query_argument
@archive_option
@json_option
def save(name: str, query: tuple[str, ...], archive: Path | None, as_json: bool) -> None:
    """Keep QUERY under NAME."""
    from newsreader.services import saved_news, searching

    text = join_query(query)
    with session_for(archive) as session:
        before = searching.save_search(session, name, text)
        saved_news.look(session, " ".join(name.split()))
    if as_json:
        print_json({"name": name, "query": text, "replaced": None if before is None else before.query})
    else:
        print_text(f"Saved {name}" + (f"; it was: {before.query}" if before is not None else ""))


@searches.command()
@click.argument("name")
@archive_option
@json_option
def remove(name: str, archive: Path | None, as_json: bool) -> None:
    """Forget the saved search NAME."""
    from newsreader.services import saved_news, searching

    with session_for(archive) as session:
        saved = saved_news.saved_search(session, name)
        searching.delete_saved(session, saved.name)
    if as_json:
        print_json({"removed": saved.name, "query": saved.query})
    else:
        print_text(f"Removed {saved.name}: {saved.query}")


@searches.command()
@click.argument("name")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="How many hits to print.")
@archive_option
@json_option
def run(name: str, limit: int, archive: Path | None, as_json: bool) -> None:
    """Print the hits of the saved search NAME, and note that you have looked."""
    from newsreader.cli.searching import document, print_result
    from newsreader.services import indexing, saved_news, searching

    with session_for(archive, read_only=True) as session:
        indexing.update(session)
        saved = saved_news.saved_search(session, name)
        request = searching.SearchRequest(saved.query, saved.filters, limit=limit)
        result = searching.search(session, request)
        saved_news.look(session, saved.name)
    if as_json:
        print_json({"name": saved.name, **document(result)})
    else:
        print_result(result, 0, explain=True)


@searches.command()
@click.argument("name")
@archive_option
@json_option
def new(name: str, archive: Path | None, as_json: bool) -> None:
    """Print the ids of what came in since you last looked at NAME, latest first."""
    from newsreader.services import indexing, saved_news

    with session_for(archive, read_only=True) as session:
        indexing.update(session)
        ids = saved_news.new_ids(session, name)
    if as_json:
        print_json({"name": name, "new": ids})
        return
    for id_ in ids:
        print_text(id_)
    if not ids:
        print_note(f"Nothing new in {name}")


@searches.command()
@click.option("--clear", is_flag=True, help="Forget all of it.")
@click.option("--on/--off", "on", default=None, help="Remember searches from now on, or no more.")
@archive_option
@json_option
def history(clear: bool, on: bool | None, archive: Path | None, as_json: bool) -> None:
    """Print what you searched for in this archive, latest first. It is kept on this machine alone."""
    from newsreader.services import search_history

    if on is not None:
        search_history.switch(on=on)
    with session_for(archive, read_only=True) as session:
        if clear:
            search_history.clear(session)
        found = search_history.recent(session)
    if as_json:
        entries = [{"query": one.query, "at": one.at, "total": one.total} for one in found]
        print_json({"on": search_history.is_on(), "history": entries})
        return
    if found:
        print_table(
            ("at", "articles", "query"), [(one.at, f"{one.total:,}", one.query) for one in found], ("articles",)
        )
    else:
        print_note("No searches are remembered" + ("" if search_history.is_on() else "; the history is switched off"))
    if clear or on is not None:
        state = "on" if search_history.is_on() else "off"
        print_note(
            f"The search history is {state}{' and empty' if clear else ''}: {plural(len(found), 'search', 'searches')}"
        )
