"""The line index: every value of any TOML document has a line, and it is the right one."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from samspel.programme.folder.formats.toml_lines import line_index

DOCUMENT = '''\
# a comment with [brackets] and = signs
title = "a # b"

[owner]
"two words".name = 1
text = """
[[not.a.table]]
x = 1 \\"""
"""

[[area]]
code = "a"
list = [
  1, # one
  { x = 2,  y = [3,
    4] },
]

[[area.track]]
code = 'b'

[[area.track]]
code = "c"
literal = \'\'\'
]]
\'\'\'
last = 2018-01-01

[area.extra]
on = true

[[area]]
code = "d"

[[area.track]]
code = "e"
'''


def test_known_places():
    lines = line_index(DOCUMENT)
    assert lines["title",] == 2
    assert lines["owner", "two words", "name"] == 5
    assert lines["owner", "text"] == 6
    assert lines["area", 0] == 11
    assert lines["area", 0, "list", 0] == 14
    assert lines["area", 0, "list", 1, "x"] == 15
    assert lines["area", 0, "list", 1, "y", 1] == 16
    assert lines["area", 0, "track", 1, "code"] == 23
    assert lines["area", 0, "track", 1, "last"] == 27
    assert lines["area", 0, "extra", "on"] == 30
    assert lines["area", 1, "code"] == 33
    assert lines["area", 1, "track", 0, "code"] == 36


def paths(value, here=()):
    """Every path in a parsed document."""
    yield here
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, item in parts:
        yield from paths(item, (*here, part))


def test_every_value_has_a_line():
    assert set(paths(tomllib.loads(DOCUMENT))) <= line_index(DOCUMENT).keys()


def quoted(text):
    """A TOML basic string."""
    escaped = "".join(f"\\u{ord(c):04X}" if ord(c) < 32 or c in '"\\\x7f' else c for c in text)
    return f'"{escaped}"'


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
SCALAR = st.one_of(
    TEXT.map(quoted),
    st.integers().map(str),
    st.just("2018-01-01"),
    TEXT.map(lambda t: '"""\n' + quoted(t)[1:-1] + '\n"""'),
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + "\n]"),
        st.dictionaries(TEXT.map(quoted), inner, max_size=3).map(
            lambda d: "{ " + ", ".join(f"{k} = {v}" for k, v in d.items()) + " }"
        ),
    ),
    max_leaves=5,
)


@given(st.lists(st.tuples(st.sampled_from(["", "[[t]]", "[[t.u]]"]), VALUE), max_size=6))
def test_every_value_of_any_document_has_its_line(parts):
    text, starts = "[[t]]\n", {}
    for number, (header, value) in enumerate(parts):
        text += f"{header}\n" if header else "\n"
        starts[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {value} # end\n"
    lines = line_index(text)
    assert set(paths(tomllib.loads(text))) <= lines.keys()
    found = {
        path[-1]: line for path, line in lines.items() if path and path[-1] in starts and isinstance(path[-1], str)
    }
    assert {key: found[key] for key in starts} == starts
