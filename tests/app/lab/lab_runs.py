#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `hotswapctl lab run` over seeds and scenarios and looks at every end: the state is a final one, the
nodes run what it says, and no part of the lab stopped itself over a broken invariant."""

import argparse
import concurrent.futures
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

OLD = "1.0.0"
KINDS = list(itertools.product(["1.1.0", "1.2.0", "1.3.0"], ["Production", "Staging", "QA"]))
# Aborted: what the metrics leave open a person decides, and here is none.
EXIT_CODES = {"succeeded": 0, "rolledBack": 3, "aborted": 1, "failed": 1, "needsIntervention": 5}
LIMIT_S = 120


def scenarios(program):
    """Every scenario the program knows: it names them when asked for one that there is not."""
    answer = subprocess.run([program, "lab", "run", "--scenario", "?"], capture_output=True, text=True,
                            check=False, timeout=LIMIT_S)
    names = re.search(r"needs one of ([a-z, -]+)", answer.stdout + answer.stderr)
    return names.group(1).split(", ") if names else []


def planned(seed, names):
    """What a seed tries. Round after round, a scenario meets another release and environment."""
    release, environment = KINDS[(seed + seed // len(names)) % len(KINDS)]
    return {"seed": seed, "scenario": names[seed % len(names)], "release": release,
            "environment": environment}


def wrong_end(run, status, result):
    """Why the end of a run is not right; empty: it is."""
    deployment = result["deployment"]
    state = deployment["state"]
    if state not in EXIT_CODES:
        return f"ended as {state}"
    if status != EXIT_CODES[state]:
        return f"{state}, but exit code {status}"
    inside = [n for n in result["nodes"] if n["environment"] == run["environment"]]
    on_new = {n["name"] for n in inside if n["release"] == run["release"]}
    strange = [n["name"] for n in inside if n["release"] not in {OLD, run["release"]}]
    if strange:
        return f"{', '.join(strange)} run neither release"
    if state == "succeeded" and not on_new:
        return "succeeded, but no node runs the release"
    # A node that flaps cannot be shown to be back: it is what the intervention is needed for.
    if state not in {"succeeded", "needsIntervention"} and on_new:
        return f"{state}, but {', '.join(sorted(on_new))} still run the release"
    return ""


def one(program, demo, speed, run):
    """Runs a lab; the line to print and whether it was right."""
    with tempfile.TemporaryDirectory() as state:
        environment = dict(os.environ, XDG_STATE_HOME=state)
        command = [program, "lab", "run", "--module", str(demo / f"storefront-{run['release']}.hsm"),
                   "--environment", run["environment"], "--scenario", run["scenario"], "--seed",
                   str(run["seed"]), "--speed", str(speed), "--approve", "--json"]
        name = f"seed {run['seed']} {run['scenario']} {run['environment']} {run['release']}"
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S,
                                  env=environment)
            result = json.loads(done.stdout.strip().split("\n")[-1])
            wrong = wrong_end(run, done.returncode, result)
            return f"{name}: {wrong or result['deployment']['state']}", not wrong
        except subprocess.TimeoutExpired:
            return f"{name}: no end within {LIMIT_S} s", False
        except (ValueError, KeyError):
            return f"{name}: exit code {done.returncode}, {done.stdout[-300:]} {done.stderr[-300:]}", False


def main():
    """Returns the exit status: 1 when a run was not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=1, help="first seed")
    parser.add_argument("--speed", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=2, help="labs at the same time")
    arguments = parser.parse_args()
    build = Path(__file__).resolve().parents[3] / "build" / "release"
    program = str(Path(os.environ.get("HOTSWAP_BIN_DIR", build / "bin")) / "hotswapctl")
    demo = Path(os.environ.get("HOTSWAP_DEMO_DIR", build / "demo"))
    names = scenarios(program)
    if not names:
        sys.exit("lab_runs.py: hotswapctl does not name its scenarios")
    runs = [planned(seed, names) for seed in range(arguments.first, arguments.first + arguments.runs)]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.at_once) as pool:
        for line, right in pool.map(lambda run: one(program, demo, arguments.speed, run), runs):
            print(line, flush=True)
            failed += not right
    print(f"{len(runs)} runs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
