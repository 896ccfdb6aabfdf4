"""A training step in PyTorch: loss, autograd, Adam."""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from contestant import Work  # noqa: E402


class Training(Work):
    """`forward` maps the parameters to the network's output; both are compared in the layout of `target`."""

    def __init__(self, parameters, forward, target):
        self.start = [parameter.detach().clone() for parameter in parameters]
        self.parameters = parameters
        self.forward = forward
        self.target = target
        self.optimiser = torch.optim.Adam(parameters, lr=1e-3)

    def loss(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.mse_loss(self.forward(), self.target)
        loss.backward()
        return loss.item()

    def step(self):
        self.loss()
        self.optimiser.step()

    def reset(self):
        with torch.no_grad():
            for parameter, start in zip(self.parameters, self.start):
                parameter.copy_(start)

    def check(self):
        self.reset()
        loss = self.loss()
        return loss, torch.cat([parameter.grad.reshape(-1) for parameter in self.parameters]).double().numpy()


class Forward(Work):
    """`planar` brings the output into the order of the data files."""

    def __init__(self, forward, planar):
        self.forward = forward
        self.planar = planar

    def step(self):
        with torch.no_grad():
            return self.forward()

    def check(self):
        return None, self.planar(self.step()).reshape(-1).double().numpy()
