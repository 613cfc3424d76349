"""One run of one command, and runs of several in turns."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Run:
    seconds: float  # on the wall
    megabytes: float  # the most memory at once
    instructions: float | None  # in the program itself, where the machine counts them
    text: str  # standard output and standard error

    def figure(self, name):
        """The number that follows a name, or stands before a unit, in what was printed."""
        found = re.search(rf"^{name} ([\d.]+)$", self.text, re.M) or re.search(
            rf"^{name} \.\.+ ([\d.,]+) ", self.text, re.M
        )
        if not found:
            raise SystemExit(f"compare: no '{name}' in:\n{self.text}")
        return float(found[1].replace(",", ""))


def counts_instructions():
    """Whether `perf stat` is there, permitted, and the processor's counter visible."""
    if not shutil.which("perf"):
        return False
    command = ["perf", "stat", "-x", ",", "-e", "instructions:u", "true"]
    result = subprocess.run(command, capture_output=True, text=True)
    return result.returncode == 0 and result.stderr[:1].isdigit()


COUNTING = counts_instructions()


def run(*command):
    with tempfile.TemporaryDirectory() as folder:
        counter = f"{folder}/counter"
        prefix = ["perf", "stat", "-x", ",", "-e", "instructions:u", "-o", counter, "--"]
        with open(f"{folder}/text", "w+") as text:
            begun = time.perf_counter()
            process = subprocess.Popen(
                (prefix if COUNTING else []) + [str(part) for part in command],
                stdout=text, stderr=subprocess.STDOUT,
            )
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            text.seek(0)
            printed = text.read()
        if process.returncode != 0:
            shown = " ".join(str(part) for part in command)
            raise SystemExit(f"compare: exit code {process.returncode} of {shown}\n{printed}")
        instructions = None
        if COUNTING:
            with open(counter) as file:
                found = re.search(r"^(\d+),", file.read(), re.M)
                instructions = float(found[1]) if found else None
    return Run(seconds, usage.ru_maxrss / 1024, instructions, printed)


def in_turns(limits, *sides):
    """Runs the sides one after the other, so often or until the time is used up, at least once.

    A list of runs for each side. Every second turn goes backwards, so that none always comes first.
    """
    begun = time.monotonic()
    results = [[] for _ in sides]
    for turn in range(limits.runs):
        used = time.monotonic() - begun
        if turn and used + used / turn > limits.seconds:
            break
        print(f"  turn {turn + 1} of {limits.runs}", file=sys.stderr)
        for place in range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides))):
            results[place].append(sides[place]())
    return results


def median(runs, value):
    return statistics.median(value(run) for run in runs)


def peak(*lists):
    return max(run.megabytes for runs in lists for run in runs)
