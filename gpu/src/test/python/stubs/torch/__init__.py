"""Stands in for PyTorch, for a test of the script that measures it: every measurement takes half a millisecond."""

from types import SimpleNamespace

from things import Thing, within

__version__ = "0.0"
version = SimpleNamespace(cuda="0.0")
bfloat16 = float32 = float64 = "a type"
rand = ones = addmm = device = Thing
no_grad = within
backends = SimpleNamespace(cuda=SimpleNamespace(matmul=SimpleNamespace(allow_tf32=False)))
cuda = SimpleNamespace(is_available=lambda: True, Event=Thing, Stream=Thing, CUDAGraph=Thing, current_stream=Thing,
                       synchronize=lambda: None, empty_cache=lambda: None, stream=within, graph=within)


def compile(work):
    return work
