"""Writes `expected/`: what the reliability report of the example study must say, as JSON and as the printed table.

Run `python projects/example/make_expected.py` after a change that is meant to change the report, and read the
difference before committing it. Left out are the time of the run and the versions of the software.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from intercoder.project import Project
from intercoder.tasks import agreement, demo

EXPECTED = Path(__file__).parent / "expected"
OF_THE_RUN = ("date", "software")


def files(project: Path) -> dict[str, str]:
    """The expected files by name, for the project that the demo made."""
    with Project.open(project, read_only=True) as opened:
        report = agreement.report(opened)
    document = {key: value for key, value in agreement.as_json(report).items() if key not in OF_THE_RUN}
    table = agreement.as_table(report).replace(f"{report.software}.\n", "")
    return {"agreement.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n", "agreement.txt": table}


def main() -> None:
    """Runs the demo in a temporary folder and writes the files."""
    with TemporaryDirectory() as folder:
        demo.demo(Path(folder) / "demo", print)
        EXPECTED.mkdir(exist_ok=True)
        for name, text in files(Path(folder) / "demo" / "example.intercoder").items():
            (EXPECTED / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
