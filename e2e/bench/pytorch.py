"""Trains one recurrent layer and a linear head in PyTorch, told what to do by JSON lines on standard input."""

import json
import statistics
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(0)
# Gradients vanish into numbers that some processors take a hundred times longer for, which would be no merit of ours.
torch.set_flush_denormal(True)
CELLS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
BLOCK_S = 0.005


def trainer(job):
    layer = CELLS[job["cell"]](job["inputs"], job["units"], batch_first=True)
    head = torch.nn.Linear(job["units"], 1)
    parameters = list(layer.parameters()) + list(head.parameters())
    optimizer = torch.optim.Adam(parameters, 0.01)
    x = torch.randn(job["batch"], job["steps"], job["inputs"])
    y = 0.5 * x[:, -1, :1]

    def iterate():
        optimizer.zero_grad()
        h, _ = layer(x)
        loss = ((head(h[:, -1]) - y) ** 2).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        return loss.item()

    return iterate


def block(iterate, size):
    start = time.perf_counter()
    for _ in range(size):
        loss = iterate()
    return (time.perf_counter() - start) / size, loss


def warm_up(iterate, seconds):
    end, made = time.perf_counter() + seconds, 0
    while time.perf_counter() < end or made < 20:
        each, loss = block(iterate, 1)
        made += 1
    return each, loss


def measure(iterate, seconds):
    each, loss = block(iterate, 1)
    size = max(1, round(BLOCK_S / each))
    block(iterate, size)
    blocks, end = [], time.perf_counter() + seconds
    while not blocks or time.perf_counter() < end:
        each, loss = block(iterate, size)
        blocks.append(each)
    return statistics.median(blocks), loss


iterate = None
for line in sys.stdin:
    message = json.loads(line)
    try:
        if message["ask"] == "open":
            iterate = trainer(message["job"])
            seconds, loss = block(iterate, 1)
        elif message["ask"] == "once":
            seconds, loss = block(iterate, 1)
        else:
            seconds, loss = {"warmUp": warm_up, "measure": measure}[message["ask"]](iterate, message["milliseconds"] / 1000)
        print(json.dumps({"milliseconds": seconds * 1000, "loss": loss}), flush=True)
    except Exception as error:
        print(json.dumps({"error": str(error)}), flush=True)
