"""Workload C."""

import torch
from contestant import floats

from training import Training


def prepare(settings):
    directory, batch, size = settings["directory"], settings["batch"], settings["size"]
    layers, channels, kernel = settings["layers"], settings["channels"], settings["kernel"]
    shape = (batch, channels, size, size)
    u, target = (torch.from_numpy(floats(directory, name).reshape(shape)) for name in ("input", "target"))
    weights = torch.from_numpy(floats(directory, "parameters")).reshape(layers, channels, channels, kernel, kernel)
    network = torch.nn.Sequential(
        *(
            part
            for _ in range(layers)
            for part in (torch.nn.Conv2d(channels, channels, kernel, padding=kernel // 2, bias=False), torch.nn.ReLU())
        )
    )
    parameters = list(network.parameters())
    with torch.no_grad():
        for parameter, values in zip(parameters, weights):
            parameter.copy_(values)
    return Training(parameters, lambda: network(u), target)
