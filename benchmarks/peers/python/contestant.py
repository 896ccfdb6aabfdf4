"""The side of a Python peer that talks to the harness: prepares the work, then answers `check <file>` and `measure <seconds>`."""

import json
import os
import resource
import statistics
import sys
import time

import numpy


class Work:
    """What a peer provides; `check` gives the loss (None if there is none) and a flat array of what was computed."""

    info = ""

    def step(self):
        raise NotImplementedError

    def check(self):
        raise NotImplementedError

    def reset(self):
        """Called, untimed, before every measurement."""


def floats(directory, name):
    """The numbers of a data file, as float32."""
    return numpy.fromfile(os.path.join(directory, f"{name}.f32"), dtype=numpy.float32)


def counted(threads):
    """`1 thread`, `2 threads`."""
    return f"{threads} thread{'' if threads == 1 else 's'}"


def measure(work, seconds):
    work.reset()
    times = []
    begin = last = time.perf_counter()
    while not times or last - begin < seconds:
        work.step()
        now = time.perf_counter()
        times.append(now - last)
        last = now
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"steps": len(times), "median": statistics.median(times), "peak": peak}


def answer(reply):
    print(json.dumps(reply), flush=True)


def serve(prepare):
    """Runs the conversation; `prepare` makes the work from the settings that the harness gave."""
    try:
        work = prepare(json.loads(sys.argv[1]))
        answer({"ready": True, "info": work.info})
        for line in sys.stdin:
            what, argument = line.rstrip("\n").split(" ", 1)
            if what == "check":
                loss, values = work.check()
                numpy.asarray(values, dtype=numpy.float64).tofile(argument)
                answer({"loss": loss})
            elif what == "measure":
                answer(measure(work, float(argument)))
            else:
                raise ValueError(f"unknown request '{what}'")
    except Exception as error:  # whatever it is, it goes into the table of results
        answer({"error": f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"})
