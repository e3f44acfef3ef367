"""What `samspel messages …` does: the catalogues of texts."""

import argparse


def update_messages(arguments: argparse.Namespace) -> int:
    """samspel messages update"""
    from samspel.ui import messages

    messages.update()
    return check_messages(arguments)


def compile_messages(arguments: argparse.Namespace) -> int:
    """samspel messages compile"""
    from samspel.ui import messages

    print(f"{messages.compile_all()} catalogues compiled")
    return 0


def check_messages(arguments: argparse.Namespace) -> int:
    """samspel messages check"""
    from samspel.ui import messages

    missing = messages.missing()
    print("\n".join(missing) or "every text is translated")
    return 1 if missing else 0
