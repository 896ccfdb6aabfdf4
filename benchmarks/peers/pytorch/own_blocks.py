"""Workload B: the transposed convolution with its ends folded back is the exact transpose of a convolution with reflecting ends."""

import torch
import torch.nn.functional as F
from contestant import floats

from training import Training

BLOCKS, CHANNELS, TAPS, WIDTH = 20, 16, 3, 256


def forward(u, parameters):
    u = u.expand(-1, CHANNELS, -1)
    for kernel, contrast, tau in zip(parameters[0::3], parameters[1::3], parameters[2::3]):
        r = F.conv1d(F.pad(u, (1, 1), mode="replicate"), kernel)
        flux = r / (1 + r * r / (contrast * contrast))
        y = F.conv_transpose1d(flux, kernel)
        first, last = y[..., :1] + y[..., 1:2], y[..., -2:-1] + y[..., -1:]
        u = u - tau * torch.cat((first, y[..., 2:-2], last), -1)
    return u.mean(1, keepdim=True)


def prepare(settings):
    directory, batch = settings["directory"], settings["batch"]
    u, target = (torch.from_numpy(floats(directory, name).reshape(batch, 1, WIDTH)) for name in ("input", "target"))
    sizes = [CHANNELS * CHANNELS * TAPS, 1, 1] * BLOCKS
    shapes = [(CHANNELS, CHANNELS, TAPS), (), ()] * BLOCKS
    parts = torch.from_numpy(floats(directory, "parameters")).split(sizes)
    parameters = [part.reshape(shape).clone().requires_grad_() for part, shape in zip(parts, shapes)]
    return Training(parameters, lambda: forward(u, parameters), target)
