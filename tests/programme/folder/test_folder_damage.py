"""Whatever is done to the files, reading gives a folder or problems with their lines, and never crashes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samspel.programme.folder.formats import FolderErrors, read_folder
from tests.programme.folder.folders import ABROAD, FILES, OWN, PLACES, make_folder

BITS = st.one_of(
    st.sampled_from(
        [
            "\n",
            '"',
            "[",
            "]]",
            "{",
            "}",
            "=",
            ",",
            ";",
            "#",
            '"""',
            "\\",
            "\0",
            "\r",
            "é",
            "x = 1\n",
            "inf",
            "nan",
            "9" * 30,
        ]
    ),
    st.sampled_from([line + "\n" for text in FILES.values() for line in text.splitlines()]),
    st.text(max_size=3),
    st.binary(max_size=2),
)
SOUND = {name.replace("__", "."): text for name, text in OWN.items()} | FILES
SOUND["partners.toml"] = FILES["partners.toml"].replace(*ABROAD["partners.toml"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_never_crash_the_reader(tmp_path, data):
    files = {name: text.encode() for name, text in SOUND.items()}
    for _time in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(files)))
        content = files[name]
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 0, 1, 2, 10, 60]))
        bit = data.draw(BITS)
        files[name] = (
            content[:start]
            + (bit if isinstance(bit, bytes) else bit.encode(errors="replace"))
            + content[start + length :]
        )
    path = make_folder(tmp_path, **{name.replace(".", "__"): content for name, content in files.items()})
    for problem in problems_in(path):
        assert problem.message
        assert "\n" not in str(problem)
        content = files.get(problem.file, b"")
        assert problem.line is None or 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 1


def problems_in(path):
    """What is wrong with the folder; nothing where it is whole all the same."""
    try:
        read_folder(path, PLACES)
    except FolderErrors as errors:
        return errors.problems
    return []
