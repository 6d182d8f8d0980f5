#!/usr/bin/env python3
# ruff: noqa - a stand-alone program, kept as it was written.
"""Judge agreement figures by GNU PSPP alone; no numeric Python library has a part in them.

    judge_alpha.py FILE.sav VAR1 VAR2 [...]      units in rows, one column per coder, integer codes
    judge_alpha.py --selftest

Krippendorff's alpha (nominal, ordinal, interval, ratio) by PSPP's MATRIX language; percent agreement and Cohen's kappa of
every pair of coders by CROSSTABS. PSPP's kappa compares categories by POSITION and refuses tables that are not square, so each
pair is padded with one case (k, k) of weight 1e-10 for every code k in use. User-missing values become system-missing first.
Prints one JSON object; a coefficient is null where its denominator is zero (no variation) or, for ratio, a value is negative.
Figures are exact to 5e-11. Exit 0: computed (with --selftest: as published); 1: not; 3: pspp is missing.
The self-test is Krippendorff's example of 4 observers and 12 units, once, and four times over: PSPP's MATRIX stops every LOOP
after MXLOOPS (40) rounds without a word, so a judge that is right for 12 units may be wrong for 48.
alpha_pspp.sps holds the same syntax to run by hand.
"""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

MATRIX = """SET FORMAT=F20.10 MXLOOPS=1000000000.
MATRIX.
GET x /FILE=* /VARIABLES=%s /MISSING=ACCEPT /SYSMIS=-99999.
COMPUTE lo = MMIN(x + 1000000*(x EQ -99999)).
COMPUTE k = MMAX(x) - lo + 1.
COMPUTE o = MAKE(k,k,0).
LOOP u = 1 TO NROW(x).
COMPUTE cnt = MAKE(1,k,0).
LOOP j = 1 TO NCOL(x).
DO IF x(u,j) <> -99999.
COMPUTE cnt(1, x(u,j)-lo+1) = cnt(1, x(u,j)-lo+1) + 1.
END IF.
END LOOP.
COMPUTE m = RSUM(cnt).
DO IF m > 1.
COMPUTE o = o + (TRANSPOS(cnt)*cnt - MDIAG(cnt)) / (m-1).
END IF.
END LOOP.
COMPUTE nc = CSUM(o).
COMPUTE n = RSUM(nc).
COMPUTE dn = MAKE(k,k,1) - IDENT(k).
COMPUTE di = MAKE(k,k,0).
COMPUTE do = MAKE(k,k,0).
COMPUTE dr = MAKE(k,k,0).
LOOP i = 1 TO k.
LOOP j = 1 TO k.
COMPUTE di(i,j) = (i-j)**2.
COMPUTE p = MMIN({i,j}).
COMPUTE q = MMAX({i,j}).
DO IF q > p.
COMPUTE do(i,j) = (RSUM(nc(1,p:q)) - (nc(1,p)+nc(1,q))/2)**2.
END IF.
COMPUTE s = i + j + 2*lo - 2.
DO IF s > 0.
COMPUTE dr(i,j) = ((i-j)/s)**2.
END IF.
END LOOP.
END LOOP.
COMPUTE e = TRANSPOS(nc)*nc.
COMPUTE a = MAKE(1,4,9).
DO IF MSUM(e &* dn) > 0.
COMPUTE a(1,1) = 1-(n-1)*MSUM(o &* dn)/MSUM(e &* dn).
COMPUTE a(1,2) = 1-(n-1)*MSUM(o &* do)/MSUM(e &* do).
COMPUTE a(1,3) = 1-(n-1)*MSUM(o &* di)/MSUM(e &* di).
DO IF lo >= 0.
COMPUTE a(1,4) = 1-(n-1)*MSUM(o &* dr)/MSUM(e &* dr).
END IF.
END IF.
PRINT {n, a} /TITLE='ALPHAROW' /FORMAT=F18.10.
END MATRIX.
"""
EXAMPLE = """DATA LIST LIST NOTABLE /unit a b c d (F3.0).
BEGIN DATA
1 1 1 . 1
2 2 2 3 2
3 3 3 3 3
4 3 3 3 3
5 2 2 2 2
6 1 2 3 4
7 4 4 4 4
8 1 1 2 1
9 2 2 2 2
10 . 5 5 5
11 . . 1 1
12 . . 3 .
END DATA.
"""
PUBLISHED = {"nominal": 0.7434210526, "ordinal": 0.8153875038, "interval": 0.8491071429, "ratio": 0.7974027747}


def pspp(syntax, folder):
    job = os.path.join(folder, "job.sps")
    with open(job, "w", encoding="utf-8") as f:
        f.write(syntax)
    r = subprocess.run(
        ["pspp", "--no-statrc", "-O", "format=csv", job],
        capture_output=True,
        timeout=300,
        cwd=folder,
        env=dict(os.environ, LC_ALL="C.UTF-8"),
    )
    return (r.stdout + r.stderr).decode("utf-8", "replace")


def pair(load, a, b, folder):
    """Number of units both coded, percent agreement and Cohen's kappa of two coders."""
    o = pspp(
        load + f"SELECT IF NOT MISSING({a}) AND NOT MISSING({b}).\nCOMPUTE eq__=({a}={b}).\nVALUE LABELS {a} {b}.\n"
        f"FORMATS {a} {b} (F8.0).\nSAVE OUTFILE='p.sav' /KEEP={a} {b} eq__.\nGET FILE='p.sav'.\nSET FORMAT=F20.10.\n"
        f"DESCRIPTIVES eq__ /STATISTICS=MEAN.\nFREQUENCIES {a} {b} /STATISTICS=NONE.\n",
        folder,
    )
    mean = re.search(r"(?m)^eq__,(\d+),([\d.]+)", o)
    if not mean:
        return {"n": 0, "agreement": None, "kappa": None}
    codes = sorted({int(x) for x in re.findall(r"(?m)^(?:Valid)?,(-?\d+),\d+,", o)})
    pad = "".join(f"{c} {c} .0000000001\n" for c in codes)
    o = pspp(
        f"DATA LIST LIST NOTABLE /{a} {b} (F8.0) w__ (F20.12).\nBEGIN DATA\n{pad}END DATA.\nSAVE OUTFILE='pad.sav'.\n"
        f"GET FILE='p.sav'.\nCOMPUTE w__=1.\nADD FILES /FILE=* /FILE='pad.sav'.\nWEIGHT BY w__.\nSET FORMAT=F20.10.\n"
        f"CROSSTABS {a} BY {b} /STATISTICS=KAPPA /FORMAT=NOTABLES.\n",
        folder,
    )
    kappa = re.search(r"Kappa,(-?[\d.]+)", o)
    return {"n": int(mean.group(1)), "agreement": float(mean.group(2)), "kappa": float(kappa.group(1)) if kappa else None}


def judge(load, names):
    """The JSON object; `load` is the syntax that opens the data."""
    # MISSING VALUES acts at once while COMPUTE waits for a pass over the data: hence EXECUTE between them.
    load += "".join(f"DO IF MISSING({v}).\nCOMPUTE {v}=$SYSMIS.\nEND IF.\n" for v in names)
    load += "EXECUTE.\nMISSING VALUES " + " ".join(names) + " ().\n"
    with tempfile.TemporaryDirectory() as d:
        out = pspp(load + MATRIX % " ".join(names), d)
        row = re.search(r"ALPHAROW\s*\n(.*)", out)
        got = [float(x) for x in re.findall(r"-?\d*\.?\d+(?:E[+-]?\d+)?", row.group(1))] if row else []
        res = {"coders": names, "alpha": None, "pairs": {}}
        if len(got) == 5:
            res["alpha"] = dict(
                zip(
                    ("pairable_values", "nominal", "ordinal", "interval", "ratio"),
                    got[:1] + [None if x == 9 else x for x in got[1:]],
                )
            )
        else:
            res["pspp_said"] = out[-800:]
        for a, b in itertools.combinations(names, 2):
            res["pairs"][f"{a}:{b}"] = pair(load, a, b, d)
    return res


def selftest():
    """The published values, and the same data four times over, where 1 - alpha grows by (4n-1)/(4(n-1)) with n pairable values."""
    lines = EXAMPLE.splitlines(keepends=True)
    good = True
    for times in (1, 4):
        r = judge("".join(lines[:2] + lines[2:-1] * times + lines[-1:]), ["a", "b", "c", "d"])
        print(json.dumps(r, indent=1))
        n, grow = 40 * times, (40 * times - 1) / (times * 39)
        want = {k: 1 - grow * (1 - v) for k, v in PUBLISHED.items()}
        good &= (
            bool(r["alpha"])
            and r["alpha"]["pairable_values"] == n
            and all(abs(r["alpha"][k] - v) < 1e-9 for k, v in want.items())
        )
    return 0 if good else 1


def main():
    if not shutil.which("pspp"):
        print("pspp is not installed (Debian package pspp)", file=sys.stderr)
        return 3
    if sys.argv[1:] == ["--selftest"]:
        return selftest()
    if len(sys.argv) < 4 or sys.argv[1].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 1
    f, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    r = judge(f"GET FILE='{f}' /KEEP={' '.join(names)}.\n", names)
    print(json.dumps(r, indent=1))
    return 0 if r["alpha"] else 1


if __name__ == "__main__":
    sys.exit(main())
