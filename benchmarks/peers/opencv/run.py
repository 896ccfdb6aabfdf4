"""run.py <settings as JSON>: OpenCV as a contestant; workload D, as far as it has it: `anisotropicDiffusion` takes 8-bit images with three
channels only. One call does 20 steps; its time is that of one step times 20."""

import sys
from pathlib import Path

import cv2
import numpy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from contestant import Work, counted, floats, serve  # noqa: E402


class DiffusionSteps(Work):
    def __init__(self, settings):
        cv2.setNumThreads(settings["threads"])
        size, self.steps = settings["size"], settings["steps"]
        grey = floats(settings["directory"], "input").reshape(size, size).clip(0, 255).astype(numpy.uint8)
        self.image = numpy.ascontiguousarray(numpy.repeat(grey[..., None], 3, axis=2))
        self.contrast, self.tau = (float(number) for number in floats(settings["directory"], "parameters")[8:])
        self.info = f"OpenCV {cv2.__version__}, {counted(cv2.getNumThreads())}"

    def step(self):
        cv2.ximgproc.anisotropicDiffusion(self.image, self.tau, self.contrast, self.steps)


serve(DiffusionSteps)
