"""`export`: Markdown in a folder, or on standard output."""

from __future__ import annotations

from pathlib import Path

from tests.cli_runs import Shell, story


def test_notes_are_exported_and_what_one_edited_is_left_alone(paper: Shell, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    assert paper("export", "--to", notes).err.startswith("There is nothing to export")
    beetles = story(paper, "Beetles")["id"]
    paper("mark", beetles, "--start", "0", "--end", "11", "--note", "Who?")
    planned = paper("export", "--to", notes, "--dry-run", "--json").record
    assert planned["action"] == "created"
    assert not notes.exists()
    done = paper("export", "--to", notes, "--json").record
    assert list(done) == ["path", "action", "highlights"]
    file = notes / "Beetles that count their steps.md"
    assert done == {"path": str(file), "action": "created", "highlights": 1}
    assert "> Researchers\n" in file.read_text()
    assert paper("export", "--to", notes, "--json").record["action"] == "unchanged"
    file.write_text(file.read_text() + "My own words.\n")
    edited = paper("export", "--to", notes, "--json")
    assert edited.code == 1
    assert edited.record["action"] == "skipped"
    assert str(file) in edited.err
    assert file.read_text().endswith("My own words.\n")


def test_markdown_goes_to_standard_output_too(paper: Shell) -> None:
    paper("note", story(paper, "Night")["id"], "Book one.")
    done = paper("export", "--to", "-", "--format", "obsidian")
    assert done.out.startswith("---\nid: ")
    assert "Book one." in done.out
    assert paper("export", "--to", "-", "--json").code == 2
    assert paper("export").code == 2


def test_export_goes_where_the_settings_say(paper: Shell, tmp_path: Path) -> None:
    paper("tag", story(paper, "Night")["id"], "to read")
    (tmp_path / "config.toml").write_text(
        f'[export]\nfolder = "{tmp_path}/vault"\nflavour = "obsidian"\n'
    )
    assert paper("export").code == 0
    (file,) = (tmp_path / "vault").iterdir()
    assert 'tags: ["to-read"]' in file.read_text()
