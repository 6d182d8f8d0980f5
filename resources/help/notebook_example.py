"""A project in a notebook: from the codings to a table of your own. Run it with the path of a project.

python notebook_example.py demo/example.intercoder
"""

import sys

import intercoder

with intercoder.open_project(sys.argv[1]) as study:
    title = study.title
    units = study.units_frame()
    codings = study.codings_frame()
    spans = study.spans_frame()
    agreement = study.agreement_frame()

print(f"{title}: {len(units)} units, {len(codings)} answers, {len(spans)} highlights")

# Krippendorff's alpha of every variable with its interval.
print(agreement[["variable", "level", "pairable_units", "alpha", "alpha_lo", "alpha_hi"]].to_string(index=False))

# How often each coder chose each category of the first variable.
given = codings[codings["status"] == "value"]
first = given[given["variable"] == given["variable"].iloc[0]]
print(first.groupby(["coder", "label"]).size().unstack(fill_value=0))

# Every highlight lies in its text: offsets count code points, the end is exclusive.
texts = units.set_index("unit_id")["txt"]
for _, span in spans.iterrows():
    assert texts[span["unit_id"]][span["start"] : span["stop"]] == span["quote"]
