"""run.py <settings as JSON>: PyTorch as a contestant."""

import importlib

import torch
from training import Work  # noqa: F401  (puts the folder of contestant.py on the path)
from contestant import counted, serve


def prepare(settings):
    torch.set_num_threads(settings["threads"])
    work = importlib.import_module(settings["work"]).prepare(settings)
    work.info = f"PyTorch {torch.__version__}, {counted(torch.get_num_threads())}"
    return work


serve(prepare)
