"""Lasting identifiers of the things in a project: the same project gives the same ones in every export."""

import uuid


def uid_of(project_uid: str, path: str) -> str:
    """The UUID (version 5) of `path` within a project, such as `unit/12` or `coder/3`.

    >>> uid_of("0123456789abcdef0123456789abcdef", "unit/12")
    '0368b2d6-7273-520e-bdd6-34ca8867f8b1'
    """
    return str(uuid.uuid5(uuid.UUID(hex=project_uid), path))
