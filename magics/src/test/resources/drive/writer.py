"""Writes files until it cannot, and tells of each when it is closed. Usage: writer.py FOLDER FIRST SEED"""
import hashlib
import os
import random
import sys

folder, number, chance = sys.argv[1], int(sys.argv[2]), random.Random(int(sys.argv[3]))


def say(*words):
    os.write(1, (" ".join(words) + "\n").encode())


def put(path, content):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        for start in range(0, len(content), 100_000):
            os.write(descriptor, content[start:start + 100_000])
    finally:
        os.close(descriptor)


try:
    while True:
        way = chance.choice(["new", "new", "again", "over"])
        name = f"file {number}" if way == "new" else f"kept {chance.randrange(5)}"
        number += way == "new"
        content = chance.randbytes(chance.choice([0, 10, 5000, 300_000]))
        digest = hashlib.md5(content).hexdigest()
        say("begun", digest, name)
        if way == "over":
            put(f"{folder}/draft {number}", content)
            os.replace(f"{folder}/draft {number}", f"{folder}/{name}")
        else:
            put(f"{folder}/{name}", content)
        say("done", digest, name)
except OSError as end:
    say("end", end.strerror)
