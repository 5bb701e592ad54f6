"""The one door: names of stories, several windows at once, and a process killed at any moment."""

from __future__ import annotations

import json
import random
import signal
from itertools import pairwise
from pathlib import Path

import pytest

from db import Library
from db.errors import Ambiguous, BadRequest, NotFound
from tests.library import TEXT, add_story, done, is_sound, mark, opened, python, rows, snapshot

KILLED = """
import json, random, sys
from pathlib import Path
from db import Intake, Library
from db.models import StoryDraft
folder, seed = sys.argv[1:]
chance = random.Random(seed)
library = Library(Path(folder))
story = library.stories.rows(sort="oldest")[0].id

def say(**what):
    print(json.dumps(what), flush=True)

say(ready=True)
while True:
    text = library.stories.get(story)
    act = chance.randrange(10)
    if act < 4:
        start = chance.randrange(len(text.text) - 60)
        note = "n" * chance.randrange(9000)
        made = library.highlights.add(text, start, start + 50, note=note, tags=["t"] * (act == 0))
        say(made=made.id, note=note)
    elif act == 4 and (found := library.highlights.of_story(story)):
        note = str(chance.random())
        say(writing=found[0].id)
        library.highlights.set_note(found[0].id, note)
        say(made=found[0].id, note=note)
    elif act == 5:
        body = f"New {chance.random()}.\\n\\n" + text.text.split("\\n\\n", 1)[1]
        library.add(Intake("file", "/paper", "paper"), [StoryDraft("The lock", body, ref="1")])
        library.stories.set_place(story, chance.randrange(len(body)))
    elif act == 6:
        drafts = [StoryDraft(f"{chance.random()}", f"{chance.random()}") for _ in range(40)]
        library.add(Intake("file", "/more", "more"), drafts)
    elif act > 7:
        target = chance.choice([story, *(one.id for one in library.highlights.of_story(story))])
        typed = "t" * chance.randrange(3000)
        say(writing=f"typed {target}")
        library.drafts.keep(library.drafts.subject(target), typed)
        say(made=f"typed {target}", note=typed)
    elif (step := library.history.next_undo()) and step.what.startswith("Added more"):
        library.history.undo()
"""
BUSY = """
import sys
from pathlib import Path
from db import Intake, Library
from db.models import StoryDraft
folder, name, count = sys.argv[1:]
library = Library(Path(folder))
story = library.stories.get(library.stories.rows(sort="oldest")[0].id)
sys.stdin.readline()
if name == "import":
    drafts = (StoryDraft(f"Number {n}", f"Words of {n}.") for n in range(int(count)))
    library.add(Intake("file", "/more", "more"), drafts)
else:
    for number in range(int(count)):
        made = library.highlights.add(story, number, number + 9, note=name)
        library.stories.set_place(story.id, number)
        library.highlights.set_colour(made.id, "red")
library.close()
print("done", flush=True)
"""


def killed_at_random(folder: Path, seed: int) -> tuple[dict[str, str], set[str]]:
    """What a killed process had shown, by id, and what it was writing on then.

    Of a mark its note; of what was typed, as `typed ID`, the text.
    """
    shown: dict[str, str] = {}
    writing: set[str] = set()
    lines = random.Random(seed).randrange(1, 30)  # noqa: S311 -- a number of lines to wait for
    with python(KILLED, folder, seed) as process:
        assert process.stdout is not None
        for _ in range(lines):
            note_down(process.stdout.readline(), shown, writing)
        process.kill()
        for line in process.stdout:
            note_down(line, shown, writing)
        assert process.wait() == -signal.SIGKILL, "it ended by itself"
    return shown, writing


def note_down(line: str, shown: dict[str, str], writing: set[str]) -> None:
    if not line.endswith("\n"):
        return
    told = json.loads(line)
    if "made" in told:
        shown[told["made"]] = told["note"]
        writing.discard(told["made"])
    elif "writing" in told:
        writing.add(told["writing"])


def survive(folder: Path, seeds: range) -> None:
    """Kill a process that works on the library, again and again, and look at what is left."""
    with opened(folder) as library:
        add_story(library, ref="1")
    shown: dict[str, str] = {}
    for seed in seeds:
        newly, writing = killed_at_random(folder, seed)
        shown |= newly
        with opened(folder) as library:
            assert is_sound(library), seed
            kept = {made.id: made.note for made in library.highlights.all()}
            drafts = {one.target: one.draft for one in library.drafts.all() if one.draft}
            kept |= {f"typed {target}": draft.text for target, draft in drafts.items()}
            certain = shown.keys() - writing
            assert {key: kept.get(key) for key in certain} == {key: shown[key] for key in certain}
            assert rows(library, "SELECT * FROM recording") == []
            shown = kept
    with opened(folder) as library:
        while library.history.next_undo() is not None:
            library.history.undo()
        assert library.stories.count() == 0
        assert is_sound(library)


def test_a_process_killed_at_any_moment_loses_no_mark_that_was_shown(tmp_path: Path) -> None:
    survive(tmp_path, range(12))


@pytest.mark.soak
def test_five_hundred_killed_processes_lose_no_mark_that_was_shown(tmp_path: Path) -> None:
    for seed in range(100, 600, 50):
        survive(tmp_path / str(seed), range(seed, seed + 50))


def test_windows_and_an_import_write_at_once_and_nothing_is_lost(library: Library) -> None:
    story = add_story(library)
    work = [("first", 25), ("second", 25), ("import", 300)]
    processes = [python(BUSY, library.folder, name, count) for name, count in work]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in processes] == ["done\n"] * 3
    assert library.stories.count() == 301
    made = library.highlights.of_story(story.id)
    assert len(made) == 50
    assert {(each.note, each.colour) for each in made} == {("first", "red"), ("second", "red")}
    assert len(done(library)) == 1 + 100 + 1
    assert is_sound(library)
    while library.history.next_undo() is not None:
        library.history.undo()
    assert not any(snapshot(library)[table] for table in ("stories", "highlights", "sources"))


def test_a_beginning_is_enough_of_an_id(library: Library) -> None:
    story = add_story(library)
    made = mark(library, story, "any tide")
    assert library.resolve(story.id) == library.resolve(story.id[:5]) == story.id
    assert library.resolve(f"^{made.id.upper()} ") == made.id
    assert library.resolve(made.id[:4]) == made.id
    assert library.story(story.id[:5]).id == library.story(made.id).id == story.id


def test_a_beginning_of_two_ids_names_both(library: Library) -> None:
    ids = sorted(add_story(library, f"Number {n}", f"Words of {n}.").id for n in range(40))
    first = next(one for one, other in pairwise(ids) if one[0] == other[0])
    with pytest.raises(Ambiguous, match=f"begins more than one id .*{first}.*: write more of it"):
        library.resolve(first[0])


@pytest.mark.parametrize("name", ["", "  ", "zzzzzzzzz", "h-", "%", "'; --", "\udce9", "\x00"])
def test_what_names_nothing_is_said(library: Library, name: str) -> None:
    add_story(library)
    with pytest.raises(NotFound, match="No story or highlight has the id"):
        library.resolve(name)


def test_several_changes_can_be_one_step(library: Library) -> None:
    story = add_story(library)
    with library.step("Tidied up"):
        library.stories.set_starred(story.id, True)
        library.stories.add_tags(story.id, ["port"])
    assert done(library)[1:] == ["Tidied up"]
    before = snapshot(library)
    with pytest.raises(BadRequest), library.step("Tidied again"):  # noqa: PT012 -- both together
        library.stories.set_starred(story.id, False)
        library.stories.rename(story.id, "")
    assert snapshot(library) == before
    library.history.undo()
    assert not library.stories.head(story.id).starred


def test_a_story_is_read_as_it_was_added(library: Library) -> None:
    story = add_story(library)
    assert (story.title, story.text, story.markup, story.note) == ("The lock", TEXT, (), "")
    assert library.select()[0] == story.head
    assert library.select("  ", section="general")[0] == story.head
