"""run.py <settings as JSON>: numpy as a contestant; workload D."""

import sys
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from contestant import Work, floats, serve  # noqa: E402


class DiffusionStep(Work):
    """In place: every flux is computed once, and both of its pixels take it."""

    info = f"numpy {numpy.__version__}, 1 thread"

    def __init__(self, settings):
        size = settings["size"]
        self.start = floats(settings["directory"], "input").reshape(size, size)
        contrast, self.tau = floats(settings["directory"], "parameters")[8:]
        self.inverse = numpy.float32(1 / contrast**2)
        self.image = self.start.copy()

    def reset(self):
        self.image[:] = self.start

    def flux(self, r):
        flux = r * r
        flux *= self.inverse
        flux += numpy.float32(1)
        numpy.divide(r, flux, out=flux)
        flux *= self.tau
        return flux

    def step(self):
        u = self.image
        down, right = self.flux(u[1:] - u[:-1]), self.flux(u[:, 1:] - u[:, :-1])
        u[:-1] += down
        u[1:] -= down
        u[:, :-1] += right
        u[:, 1:] -= right

    def check(self):
        self.reset()
        self.step()
        return None, self.image.reshape(-1)


serve(DiffusionStep)
