"""What of a project goes into an export: some rounds, coders or variables; the rest is left out and said."""

from collections.abc import Sequence
from dataclasses import replace

from intercoder.errors import UserError
from intercoder.exporters.model import ExportOptions, Loss
from intercoder.records import Codebook, Matrix
from intercoder.tasks.export_source import Source


def chosen(source: Source, options: ExportOptions) -> Source:
    """The source with only the chosen rounds, coders and variables. Raises UserError for a name that does not exist."""
    rounds = {r.id for r in source.rounds if _in(options.rounds, r.name)}
    coders = {c.id for c in source.coders if _in(options.coders, c.name)}
    kept = [v for v in source.codebook.variables if _in(options.variables, v.name)]
    _check("round", options.rounds, [r.name for r in source.rounds])
    _check("coder", options.coders, [c.name for c in source.coders])
    _check("variable", options.variables, [v.name for v in source.codebook.variables])
    names, ids = {v.name for v in kept}, {v.id for v in kept}
    return replace(
        source,
        codebook=Codebook(source.codebook.title, tuple(kept), source.codebook.version),
        codings=tuple(
            replace(c, answers={name: a for name, a in c.answers.items() if name in names})
            for c in source.codings
            if c.round in rounds and c.coder in coders
        ),
        spans=tuple(
            replace(s, answers={name: a for name, a in s.answers.items() if name in names})
            for s in source.spans
            if s.span.round in rounds and s.span.coder in coders and s.span.variable in ids
        ),
        held=source.held & rounds,
        matrices_of=lambda names, round_: {
            name: _columns(matrix, coders) for name, matrix in source.matrices_of(names, round_).items()
        },
        decisions={key: a for key, a in source.decisions.items() if key[0] in rounds and key[2] in names},
    )


def left_out(source: Source, options: ExportOptions) -> list[Loss]:
    """What a choice leaves behind, as losses of the export."""
    rounds = {c.round for c in source.codings} | {s.span.round for s in source.spans}
    coded = [r.name for r in source.rounds if r.id in rounds]
    out = [Loss("round_left_out", name, "this round was not chosen") for name in coded if not _in(options.rounds, name)]
    coders = [c.name for c in source.coders if not _in(options.coders, c.name)]
    out += [Loss("coder_left_out", name, "this coder was not chosen; the agreement report counts all") for name in coders]
    variables = [v.name for v in source.codebook.variables if not _in(options.variables, v.name)]
    return out + [Loss("variable_left_out", name, "this variable was not chosen") for name in variables]


def _in(names: Sequence[str], name: str) -> bool:
    return not names or name in names


def _check(noun: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UserError(f"There is no {noun} “{name}”.", f"The {noun}s are: {', '.join(known) or 'none'}.")


def _columns(matrix: Matrix, coders: set[int]) -> Matrix:
    """The matrix with these coders' columns alone."""
    places = [i for i, c in enumerate(matrix.coders) if c.id in coders]
    if len(places) == len(matrix.coders):
        return matrix
    return replace(
        matrix,
        coders=tuple(matrix.coders[i] for i in places),
        cells=tuple(tuple(row[i] for i in places) for row in matrix.cells),
        states=tuple(tuple(row[i] for i in places) for row in matrix.states),
    )
