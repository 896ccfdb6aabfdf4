"""Workload A. Signals lie along the first axis, so that all shifts are of whole rows: about twice as fast as conv1d of one channel."""

import numpy
import torch
from contestant import floats

from stack import DiffusionStack
from training import Forward, Training

BLOCKS = 20
WIDTH = 256


def blocks(u, kernel, contrast, tau):
    """Plain expressions for autograd."""
    a, b, c = kernel.unbind()
    for _ in range(BLOCKS):
        r = a * torch.cat((u[:1], u[:-1])) + b * u + c * torch.cat((u[1:], u[-1:]))
        flux = r / (1 + r * r * (1 / (contrast * contrast)))
        from_right = torch.cat((a * flux[1:], c * flux[-1:]))
        from_left = torch.cat((a * flux[:1], c * flux[:-1]))
        u = u - tau * (b * flux + from_right + from_left)
    return u


def prepare(settings):
    directory, batch = settings["directory"], settings["batch"]

    def rows(name):
        return torch.from_numpy(numpy.ascontiguousarray(floats(directory, name).reshape(batch, WIDTH).T))

    u = rows("input")
    values = torch.from_numpy(floats(directory, "parameters"))
    if settings["variant"] == "hand-written":
        together = values.clone().requires_grad_()
        parameters, forward = [together], lambda: DiffusionStack.apply(u, together, BLOCKS)
    else:
        kernel, contrast, tau = (part.clone().requires_grad_() for part in (values[:3], values[3], values[4]))
        parameters, forward = [kernel, contrast, tau], lambda: blocks(u, kernel, contrast, tau)
    if settings["mode"] == "forward":
        return Forward(forward, lambda output: output.T)
    return Training(parameters, forward, rows("target"))
