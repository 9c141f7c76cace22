"""`python -m tasks update` in a git checkout: what git may hold of a learner's."""

import shutil

from tasks import update as chore
from tasks.update import update
from tests.tasks.small_course import DAY, LESSON, NEW, OLD, Copy, commit, git, notebook, refused, zipped


def test_own_commits_alone_are_up_to_date(clone, capsys):
    clone.write("notes.txt", "mine")
    git(clone.here, "add", "notes.txt")
    git(clone.here, "commit", "--quiet", "-m", "mine")
    clone.update()
    assert capsys.readouterr().out.startswith("This copy is up to date already")


def test_own_commits_that_the_course_has_passed_are_left_to_the_learner(clone):
    clone.write("code.py", "x = 77\n")
    git(clone.here, "commit", "--quiet", "--all", "-m", "mine")
    clone.publish(NEW)
    refused(clone, r"commits of your own .* `git pull --no-rebase`")


def test_a_branch_of_one_s_own_a_lone_commit_and_a_merge_half_done_are_refused(clone):
    git(clone.here, "switch", "--quiet", "--create", "mine")
    refused(clone, "one of your own.*`git switch main`")
    git(clone.here, "checkout", "--quiet", "--detach")
    refused(clone, "on no branch: type `git switch main`")
    (clone.here / ".git" / "MERGE_HEAD").write_text(git(clone.here, "rev-parse", "HEAD"))
    refused(clone, "half done here: finish it first")


def test_a_folder_that_git_will_not_read_is_one_sentence(clone):
    shutil.rmtree(clone.here / ".git" / "objects")
    refused(clone, r"^Git does not work in this folder \(.+\): copy the folder .*make update ZIP=")


def test_a_lock_that_git_left_behind_is_named(clone):
    clone.publish(NEW)
    (clone.here / ".git" / "index.lock").touch()
    refused(clone, r"delete \.git/index\.lock")


def test_without_network_or_without_git_the_zip_is_named(clone, monkeypatch):
    clone.upstream.rename(clone.upstream.with_name("away"))
    refused(clone, r"could not be fetched \(.*make update ZIP=")
    monkeypatch.setattr(chore.shutil, "which", lambda name: None)
    refused(clone, r"git, which is not installed.*make update ZIP=")


def test_what_waits_to_be_committed_is_kept_as_well(clone):
    clone.write("code.py", "x = 77\n")
    git(clone.here, "add", "code.py")
    clone.publish(NEW)
    clone.update()
    assert (clone.read("code.py"), clone.read("code.py.my-edits-2026-11-30")) == ("x = 2\n", "x = 77\n")
    assert git(clone.here, "status", "--porcelain") == ""


def test_a_git_that_was_killed_among_the_files_leaves_no_edits(clone):
    clone.publish(NEW)
    for name in (LESSON, "notebooks/14-new.ipynb"):
        clone.write(name, NEW[name])
    (clone.here / "gone.py").unlink()
    clone.update()
    assert git(clone.here, "status", "--porcelain") == ""
    assert not any("my-edits" in name for name in clone.names())


def test_an_edited_file_that_the_course_gave_up_is_kept(clone):
    clone.write("gone.py", "y = 77\n")
    clone.publish(NEW)
    clone.update()
    assert not (clone.here / "gone.py").exists()
    assert clone.read("gone.py.my-edits-2026-11-30") == "y = 77\n"


def test_with_autocrlf_no_notebook_counts_as_edited(tmp_path):
    upstream = Copy(tmp_path, "git").upstream
    plain = {name: content for name, content in OLD.items() if name != ".gitattributes"}
    commit(upstream, plain, "without attributes")
    windows = tmp_path / "windows"
    git(tmp_path, "clone", "--quiet", "--config", "core.autocrlf=true", str(upstream), str(windows))
    assert b"\r\n" in (windows / LESSON).read_bytes()
    (windows / LESSON).write_bytes(notebook("start('02')\nx = 1", "...", ran=True).encode())
    commit(upstream, plain | {LESSON: NEW[LESSON]}, "new")
    update("", windows, DAY)
    assert (windows / LESSON).read_bytes().replace(b"\r\n", b"\n").decode() == NEW[LESSON]
    assert not list(windows.rglob("*my-edits*"))


def test_a_checkout_takes_a_zip_and_later_git_again(clone):
    clone.write(LESSON, notebook("start('02')\nx = 1", "...", ran=True))
    update(str(zipped(clone.zip, NEW)), clone.here, DAY)
    assert clone.read("code.py") == "x = 2\n"
    newest = NEW | {"code.py": "x = 3\n"}
    clone.publish(newest)
    clone.update()
    assert (clone.read(LESSON), clone.read("code.py")) == (NEW[LESSON], "x = 3\n")
    assert not any("my-edits" in name for name in clone.names())
