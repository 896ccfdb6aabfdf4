"""run.py <settings as JSON>: scikit-image as a contestant; workload D. It has no Perona–Malik diffusion; the nearest it has is total-variation
denoising by Chambolle's iteration, of which one is about as much work as a diffusion step."""

import sys
from pathlib import Path

import skimage
from skimage.restoration import denoise_tv_chambolle

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from contestant import Work, floats, serve  # noqa: E402


class Chambolle(Work):
    info = f"scikit-image {skimage.__version__}, 1 thread"

    def __init__(self, settings):
        size, self.steps = settings["size"], settings["steps"]
        self.image = floats(settings["directory"], "input").reshape(size, size) / 255

    def step(self):
        denoise_tv_chambolle(self.image, weight=0.1, eps=0, max_num_iter=self.steps)


serve(Chambolle)
