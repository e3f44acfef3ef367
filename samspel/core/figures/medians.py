"""The SQL of medians: the middle value of each group, the same on SQLite and PostgreSQL. Pure: text in, text out."""


def statement(rows: str, keys: int, running: bool) -> str:
    """The median of each group as one grouped statement with the columns "figure" and "key_0", "key_1", …

    `rows` selects id, value and the keys, each row once. Values are ranked within their group by window functions, and
    those in the middle averaged: one of an odd number, two of an even. Rows without a value are left out, and a group
    without any has no median. `running` takes for each value of the only key all rows up to it."""
    names = [f'"key_{number}"' for number in range(keys)]
    named = f"WITH given (id, val{_more(names)}) AS ({rows})"
    source = "given"
    if running:
        named += f", ends ({names[0]}) AS (SELECT DISTINCT {names[0]} FROM given)"
        named += (
            f", reached (id, val, {names[0]}) AS (SELECT given.id, given.val, ends.{names[0]} FROM ends"
            f" JOIN given ON given.{names[0]} <= ends.{names[0]})"
        )
        source = "reached"
    of_group = f"PARTITION BY {', '.join(names)}" if names else ""
    ranked = (
        f"SELECT val{_more(names)}, ROW_NUMBER() OVER ({of_group} ORDER BY val) AS place,"
        f" COUNT(*) OVER ({of_group}) AS many FROM {source} WHERE val IS NOT NULL"
    )
    grouped = f" GROUP BY {', '.join(names)}" if names else " HAVING COUNT(*) > 0"
    return (
        f'{named} SELECT AVG(val) AS "figure"{_more(names)} FROM ({ranked}) AS ranked'
        f" WHERE place IN ((many + 1) / 2, (many + 2) / 2){grouped}"
    )


def _more(names: list[str]) -> str:
    return "".join(f", {name}" for name in names)
