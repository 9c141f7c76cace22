"""What a person hears while pip installs, and when it fails; pip's own words are from its source."""

import sys

import pytest

from tasks import packages

LOCK = r"""
appnope==1.0.0 ; sys_platform == 'darwin' \
    --hash=sha256:00
brian2==2.9.0 ; python_full_version < '3.12' \
    --hash=sha256:00
brian2==2.11.0 ; python_full_version >= '3.13' \
    --hash=sha256:00
pexpect==4.9.0 ; sys_platform != 'emscripten' and sys_platform != 'win32' \
    --hash=sha256:00
    # via ipython
scipy==1.17.1 \
    --hash=sha256:00
"""


@pytest.mark.parametrize(("platform", "number"), [("linux", 3), ("darwin", 4), ("win32", 2)])
def test_packages_of_a_lock_are_counted_for_this_computer(platform, number):
    assert packages.count(LOCK, platform) == number


def test_a_person_hears_how_far_it_is():
    lines = [
        "Collecting numpy==2.3.5 (from -r requirements.txt (line 3))\n", "  Downloading numpy-2.3.5.whl (16 MB)\n",
        "Requirement already satisfied: scipy==1.17.1 in ./lib\n", "Installing collected packages: numpy\n",
        "Successfully installed numpy-2.3.5\n",
    ]  # fmt: skip
    assert list(packages.told(lines, 2)) == [
        "1 of 2 packages: numpy",
        "2 of 2 packages: scipy",
        "All packages are here; putting them in their place takes half a minute.",
    ]


def test_more_than_was_counted_is_never_said():
    assert list(packages.told(["Collecting a\n", "Collecting b\n"], 1))[-1] == "1 of 1 packages: b"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", packages.FULL),
        ("ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded: '/x'", packages.FULL),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: 'C:\\\\x'\n"
            "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
            packages.TOO_LONG,
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 36] File name too long", packages.TOO_LONG),
        (
            "ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'C:\\\\x'\n"
            "Consider using the `--user` option or check the permissions.",
            packages.FORBIDDEN,
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", packages.OTHER_FILE),
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError: Failed to establish'\n"
            "ERROR: Could not find a version that satisfies the requirement numpy (from versions: none)\n"
            "ERROR: No matching distribution found for numpy",
            packages.OFFLINE,
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement numpy==2.3.5 (from versions: none)\n"
            "ERROR: No matching distribution found for numpy==2.3.5",
            packages.OFFLINE,
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement scipy==1.17.1 (from versions: 1.16.0)\n"
            "ERROR: No matching distribution found for scipy==1.17.1",
            packages.NO_VERSION,
        ),
        ("Collecting proxy-tools==1\nERROR: something new", packages.UNKNOWN),
    ],
)
def test_why_it_failed_is_said_with_what_to_do(said, sentence):
    assert packages.why(said) == sentence
    assert "connect it" not in sentence or sentence is packages.OFFLINE


def pretend(code):
    return [sys.executable, "-c", code]


def test_what_fits_is_passed_on_and_the_rest_is_kept_from_a_person(tmp_path, capfd):
    heard = []
    code = "import sys; print('Collecting a'); print('notice: a new pip'); sys.stderr.write('WARNING: a cache is off')"
    assert packages.install(pretend(code), tmp_path, {}, 1, heard.append) == ""
    assert heard == ["1 of 1 packages: a"]
    assert capfd.readouterr() == ("", "")


def test_an_error_of_pip_is_shown_and_answered(tmp_path, capfd):
    code = "print('Collecting a'); print('ERROR: [Errno 28] No space left on device'); raise SystemExit(1)"
    assert packages.install(pretend(code), tmp_path, {}, 1, lambda words: None) == packages.FULL
    assert capfd.readouterr().err.strip() == "ERROR: [Errno 28] No space left on device"


def test_a_log_gets_some_of_the_lines(capsys):
    meter = packages.Meter()
    for number in range(1, 42):
        meter.say(f"{number} of 41 packages: x")
    meter.say("All packages are here")
    meter.end()
    heard = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in heard] == ["1", "21", "41", "All"]


def test_a_terminal_gets_one_line_that_changes(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    meter = packages.Meter()
    meter.say("1 of 2 packages: a long name")
    meter.say("2 of 2 packages: b")
    meter.end()
    first, last, _ = capsys.readouterr().out.lstrip("\r").replace("\n", "\r").split("\r")
    assert len(first) == len(last) < 80
    assert last.strip() == "2 of 2 packages: b"
