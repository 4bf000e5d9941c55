"""Compares a training step of the default model with PyTorch's, in one run on one machine.

Run by hand, in a Python environment with torch (and numpy) from PyPI:

    python benches/train.py --partwright "$(make -s path)" --data DATA [--steps 20] [--rounds 3]

DATA is any data set of `partwright synth`. Both train the network of `src/train/runs/default.toml`
from nothing, in f32, on one thread: 12 samples a step, each with four pictures of 128x128 and a
program. Ours reads its samples from the data set, changes pictures, packs, computes, clips and takes
the step; PyTorch gets finished tensors of random numbers, all programs of the mean length, so that it
has nothing to read and nothing to pad. PyTorch's step is eager mode with scaled_dot_product_attention,
clip_grad_norm_ and fused AdamW.

A process runs 5 steps, another 5 + N; the difference of their processor times is N steps. Memory is the
largest of the longer process; for PyTorch also what lies above a process that only imported it.
"""

import argparse
import json
import math
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

WARM = 5
SAMPLES = 12
VIEWS = 4
CHANNELS = [24, 48, 96, 192]
ENCODER_LAYERS, ENCODER_HEADS, ENCODER_INNER = 2, 3, 512
WIDTH, LAYERS, HEADS, KV_HEADS, INNER = 256, 4, 4, 2, 704
ROWS_PER_VIEW = 17
KINDS = 16


def measured(command, **options):
    """Runs a command; its output, processor seconds and peak memory in MiB."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed:\n{out[-2000:]}\n{err[-2000:]}")
    return out, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ours(arguments, folder, steps, more):
    recipe = pathlib.Path(__file__).parent.parent / "src/train/runs/default.toml"
    text = recipe.read_text()
    text = re.sub(r"(?ms)^\[mix\].*?(?=^\[)", "[mix]\nfour = 1.0\nfree = 0.0\niso = 0.0\naxis = 0.0\ntext_only = 0.0\ntext = 0.0\n\n", text)
    settings = {"steps": steps, "held_back": 0, "log_every": 1, "eval_every": 10**6, "checkpoint_every": 10**6,
                "batch": SAMPLES, "part": SAMPLES, "threads": 1}
    for key, value in settings.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    file = folder / "recipe.toml"
    file.write_text(text)
    run = folder / f"run-{steps}-{os.urandom(4).hex()}"
    command = [arguments.partwright, "train", "sft", "--run", run, "--data", arguments.data, "--recipe", file]
    return measured([str(part) for part in command + more])


def described(out):
    """Weights, vocabulary-free: tokens a program and million weights from the first record of the log."""
    note = json.loads(out.splitlines()[0])["note"]
    return float(re.search(r"([\d.]+) million weights", note)[1]), float(re.search(r"([\d.]+) tokens", note)[1])


def theirs(steps, tokens, vocabulary):
    command = [sys.executable, __file__, "--torch", str(steps), "--tokens", str(tokens), "--vocabulary", str(vocabulary)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    return measured(command, env=environment)


def torch_steps(steps, tokens, vocabulary):
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.set_num_threads(1)
    torch.manual_seed(1)
    if steps == 0:
        return

    class Norm(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(width))

        def forward(self, x):
            return F.rms_norm(x, (x.shape[-1],), self.weight, 1e-6)

    class Block(nn.Module):
        def __init__(self, width, heads, kv_heads, inner):
            super().__init__()
            self.heads, self.kv_heads, self.head = heads, kv_heads, width // heads
            self.norm, self.feed_norm = Norm(width), Norm(width)
            self.qkv = nn.Linear(width, (heads + 2 * kv_heads) * self.head, bias=False)
            self.out = nn.Linear(width, width, bias=False)
            self.feed_in = nn.Linear(width, 2 * inner, bias=False)
            self.feed_out = nn.Linear(inner, width, bias=False)

        def forward(self, x, mask=None, angles=None):
            b, t, _ = x.shape
            sizes = [self.heads * self.head] + 2 * [self.kv_heads * self.head]
            q, k, v = self.qkv(self.norm(x)).split(sizes, dim=-1)
            q = q.view(b, t, self.heads, self.head).transpose(1, 2)
            k = k.view(b, t, self.kv_heads, self.head).transpose(1, 2)
            v = v.view(b, t, self.kv_heads, self.head).transpose(1, 2)
            if angles is not None:
                cos, sin = angles
                turn = lambda x: torch.cat([-x[..., self.head // 2:], x[..., :self.head // 2]], dim=-1)
                q, k = q * cos + turn(q) * sin, k * cos + turn(k) * sin
            y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, enable_gqa=self.kv_heads != self.heads)
            x = x + self.out(y.transpose(1, 2).reshape(b, t, -1))
            a, g = self.feed_in(self.feed_norm(x)).chunk(2, dim=-1)
            return x + self.feed_out(F.silu(a) * g)

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            c = CHANNELS
            shapes = [(1, c[0], 2), (c[0], c[1], 2), (c[1], c[2], 2), (c[2], c[2], 1), (c[2], c[3], 2)]
            self.convolutions = nn.ModuleList(nn.Conv2d(i, o, 3, s, 1, bias=False) for i, o, s in shapes)
            self.norms = nn.ModuleList(Norm(o) for _, o, _ in shapes)
            self.position = nn.Parameter(torch.randn(64, c[3]) * 0.1)
            self.view = nn.Parameter(torch.randn(KINDS, c[3]) * 0.1)
            self.encoder = nn.ModuleList(Block(c[3], ENCODER_HEADS, ENCODER_HEADS, ENCODER_INNER) for _ in range(ENCODER_LAYERS))
            self.merge_norm = Norm(4 * c[3])
            self.merge = nn.Linear(4 * c[3], WIDTH, bias=False)
            self.profile_in = nn.Linear(256, WIDTH, bias=False)
            self.profile_out = nn.Linear(WIDTH, WIDTH, bias=False)
            self.extent = nn.Parameter(torch.randn(258, WIDTH) * 0.1)
            self.view_position = nn.Parameter(torch.randn(KINDS, ROWS_PER_VIEW, WIDTH) * 0.1)
            self.embedding = nn.Parameter(torch.randn(vocabulary, WIDTH) * 0.02)
            self.decoder = nn.ModuleList(Block(WIDTH, HEADS, KV_HEADS, INNER) for _ in range(LAYERS))
            self.norm = Norm(WIDTH)

        def encode(self, pictures, profiles, extents, kinds):
            x = pictures
            for n, (convolution, norm) in enumerate(zip(self.convolutions, self.norms)):
                y = F.silu(norm(convolution(x).permute(0, 2, 3, 1)).permute(0, 3, 1, 2))
                x = x + y if n == 3 else y
            count = x.shape[0]
            x = x.permute(0, 2, 3, 1).reshape(count, 64, -1) + self.position + self.view[kinds][:, None]
            for block in self.encoder:
                x = block(x)
            x = x.view(count, 4, 2, 4, 2, -1).permute(0, 1, 3, 2, 4, 5).reshape(count, 16, -1)
            merged = self.merge(self.merge_norm(x))
            profile = self.profile_out(F.silu(self.profile_in(profiles)))
            profile = profile + self.extent[extents[:, 0]] + self.extent[129 + extents[:, 1]]
            return torch.cat([merged, profile[:, None]], dim=1) + self.view_position[kinds]

        def forward(self, pictures, profiles, extents, kinds, program, mask, angles):
            views = self.encode(pictures, profiles, extents, kinds).reshape(SAMPLES, VIEWS * ROWS_PER_VIEW, WIDTH)
            x = torch.cat([views, self.embedding[program[:, :-1]] * math.sqrt(WIDTH)], dim=1)
            for block in self.decoder:
                x = block(x, mask, angles)
            rows = self.norm(x[:, VIEWS * ROWS_PER_VIEW:])
            scores = rows.reshape(-1, WIDTH) @ self.embedding.T
            return F.cross_entropy(scores, program[:, 1:].reshape(-1))

    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, betas=(0.9, 0.99), weight_decay=0.05, fused=True)
    count = SAMPLES * VIEWS
    # Begin, program, end.
    program = torch.randint(0, vocabulary, (SAMPLES, tokens + 2))
    prefix = VIEWS * ROWS_PER_VIEW + 1
    rows = VIEWS * ROWS_PER_VIEW + tokens + 1
    mask = torch.ones(rows, rows, dtype=torch.bool).tril()
    mask[:, :prefix] = True
    half = WIDTH // HEADS // 2
    angle = torch.arange(rows)[:, None] / 10000 ** (torch.arange(half) / half)
    angles = (torch.cat([angle, angle], 1).cos(), torch.cat([angle, angle], 1).sin())
    pictures, profiles = torch.rand(count, 1, 128, 128), torch.rand(count, 256)
    extents, kinds = torch.randint(0, 129, (count, 2)), torch.arange(count) % VIEWS
    for _ in range(steps):
        loss = network(pictures, profiles, extents, kinds, program, mask, angles)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    print(json.dumps({"weights": sum(p.numel() for p in network.parameters()), "version": torch.__version__}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partwright")
    parser.add_argument("--data")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--torch", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--tokens", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--vocabulary", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.torch is not None:
        return torch_steps(arguments.torch, arguments.tokens, arguments.vocabulary)

    rows = {"ours": [], "ours, computing twice": [], "PyTorch": []}
    _, _, imported = theirs(0, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for _ in range(arguments.rounds):
            for name, more in [("ours", []), ("ours, computing twice", ["--recompute"])]:
                out, short, _ = ours(arguments, folder, WARM, more)
                _, long, memory = ours(arguments, folder, WARM + arguments.steps, more)
                rows[name].append(((long - short) / arguments.steps, memory))
            weights, tokens = described(out)
            run = next(folder.glob("run-*"))
            vocabulary = len(json.loads((run / "tokenizer.json").read_text())["model"]["vocab"])
            _, short, _ = theirs(WARM, round(tokens), vocabulary)
            out, long, memory = theirs(WARM + arguments.steps, round(tokens), vocabulary)
            rows["PyTorch"].append(((long - short) / arguments.steps, memory))
            about = json.loads(out.splitlines()[-1])
    print(f"weights: {weights} million here, {about['weights'] / 1e6:.2f} million in PyTorch {about['version']}; "
          f"{tokens} tokens a program, vocabulary {vocabulary}, {SAMPLES} samples a step, one thread")
    best = {name: min(seconds for seconds, _ in row) for name, row in rows.items()}
    for name, row in rows.items():
        memory = max(memory for _, memory in row)
        above = f", {memory - imported:.0f} above the import" if name == "PyTorch" else ""
        each = " ".join(f"{seconds:.3f}" for seconds, _ in row)
        print(f"{name:24} {best[name]:.3f} s a step (of {each}), {best['PyTorch'] / best[name]:.2f} times PyTorch's speed, "
              f"{memory:.0f} MiB{above}")


main()
