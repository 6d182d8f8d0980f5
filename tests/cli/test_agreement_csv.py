"""`intercoder agreement … --csv FILE`."""

import csv


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_of_a_project_goes_into_a_file_and_agrees_with_json(program, demo_run, tmp_path):
    path = tmp_path / "agreement.csv"
    document = program("agreement", demo_run.project, "--csv", path, "--json").document
    rows = rows_of(path)
    stated = [
        (result["variable"], result["round"], key, found["value"])
        for result in document["results"]
        for key, found in result["statistics"].items()
    ]
    assert [(r["variable"], r["round"], r["statistic"], float(r["value"]) if r["value"] else None) for r in rows] == stated
    assert all(bool(row["value"]) != bool(row["undefined"]) for row in rows)


def test_statistics_of_files_go_into_a_file(program, save, tmp_path):
    data, path = save("data.csv", "unit,A,B\nu1,1,1\nu2,1,2\nu3,2,2\n"), tmp_path / "out.csv"
    answer = program("agreement", "--data", data, "--csv", path)
    assert answer.code == 0
    assert f"{path}: {len(rows_of(path))} rows" in answer.out
    assert {row["file"] for row in rows_of(path)} == {str(data)}


def test_the_data_is_not_overwritten_by_its_own_statistics(program, save):
    data = save("data.csv", "unit,A,B\nu1,1,1\nu2,1,2\n")
    assert "is no table of agreement" in program("agreement", "--data", data, "--csv", data).refusal
    assert data.read_text("utf-8").startswith("unit,A,B")
