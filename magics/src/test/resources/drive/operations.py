"""What programs do to files, and what they are told: the same lines on each file system. Usage: operations.py FOLDER"""
import errno
import hashlib
import mmap
import os
import subprocess
import sys
import tempfile
import threading

os.chdir(sys.argv[1])
os.mkdir("operations")
os.chdir("operations")
os.umask(0o022)


def tell(what, value):
    print(f"{what}: {value}", flush=True)


def attempt(what, action):
    try:
        tell(what, action())
    except OSError as error:
        tell(what, errno.errorcode.get(error.errno, error.errno))


def put(name, content):
    with open(name, "wb") as file:
        file.write(content)


def get(name):
    with open(name, "rb") as file:
        return file.read()


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def run(command):
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    return done.returncode, done.stdout.decode(errors="replace").strip()


def stat(name):
    found = os.lstat(name)
    return oct(found.st_mode), found.st_size if not os.path.isdir(name) else "folder"


# Files and folders.
put("a", b"hello\n")
tell("read", get("a"))
tell("stat", stat("a"))
os.mkdir("d", 0o750)
tell("folder", stat("d"))
attempt("mkdir again", lambda: os.mkdir("d"))
attempt("rmdir of a file", lambda: os.rmdir("a"))
attempt("unlink of a folder", lambda: os.unlink("d") in (1,))
attempt("open of nothing", lambda: open("nothing"))
attempt("open of a folder for writing", lambda: os.open("d", os.O_WRONLY))
attempt("file as a folder", lambda: open("a/b"))
attempt("exclusive", lambda: os.open("a", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
attempt("long name", lambda: open("x" * 256, "w"))
attempt("name of 255 bytes", lambda: open("x" * 255, "w").close())
attempt("folder opened as one", lambda: os.close(os.open("d", os.O_RDONLY | os.O_DIRECTORY)))

# Sizes.
with open("a", "r+b") as file:
    file.truncate(3)
    tell("cut", os.fstat(file.fileno()).st_size)
    file.truncate(10)
tell("lengthened", get("a"))
os.truncate("a", 4)
tell("truncate", get("a"))
with open("a", "ab") as file:
    file.write(b"-end")
tell("appended", get("a"))
with open("a", "r+b") as file:
    file.seek(2)
    file.write(b"XY")
    file.seek(20)
    file.write(b"far")
tell("hole", get("a"))
tell("O_TRUNC", (open("a", "wb").close(), os.stat("a").st_size))
with open("rw", "w+b") as file:
    file.write(b"0123456789" * 1000)
    file.flush()
    file.seek(5000)
    tell("read what was written", file.read(10))
attempt("write on a reader", lambda: os.write(os.open("rw", os.O_RDONLY), b"x"))
attempt("read on a writer", lambda: os.read(os.open("rw", os.O_WRONLY), 1))

# Names.
put("one", b"1")
put("two", b"2")
os.rename("one", "two")
tell("rename over", (get("two"), os.path.exists("one")))
attempt("rename of nothing", lambda: os.rename("nothing", "three"))
os.mkdir("full")
put("full/x", b"x")
os.mkdir("empty")
attempt("folder over a full one", lambda: os.rename("empty", "full"))
attempt("folder over a file", lambda: os.rename("empty", "two"))
attempt("file over a folder", lambda: os.rename("two", "empty"))
attempt("full over empty", lambda: os.rename("full", "empty"))
tell("after it", sorted(os.listdir("empty")))
attempt("into itself", lambda: os.rename("empty", "empty/below"))
attempt("rmdir of a full one", lambda: os.rmdir("empty"))
os.makedirs("deep/er/and/deeper")
put("deep/er/and/deeper/file", b"content")
os.rename("deep/er", "moved")
tell("moved folder", get("moved/and/deeper/file"))
held = open("moved/and/deeper/file", "r+b")
os.rename("moved", "moved again")
held.seek(0)
tell("open in a moved folder", held.read())
held.seek(0)
held.write(b"CONTENT")
held.close()
tell("written in a moved folder", get("moved again/and/deeper/file"))
for name in ["ü", "u\u0308 decomposed", "日本語", "😀 smile", "a b  c", "quote'\"", "back\\slash", "new\nline", "-dash", ".hidden",
             "trailing. ", "*?<>|:"]:
    put(name, name.encode())
    assert get(name) == name.encode()
tell("unicode", sorted(os.listdir("."))[:40])

# Times and permissions.
os.utime("two", ns=(1_600_000_000_123_000_000, 1_600_000_000_123_000_000))
tell("utime", os.stat("two").st_mtime_ns // 1_000_000)
os.utime("two")
tell("utime now", abs(os.stat("two").st_mtime - __import__("time").time()) < 60)
os.chmod("two", 0o640)
tell("chmod", stat("two"))
os.chmod("d", 0o700)
tell("chmod of a folder", stat("d"))
put("tool", b"#!/bin/sh\necho ran $1\n")
os.chmod("tool", 0o755)
tell("executed", run("./tool it"))
before = os.stat("two").st_mtime_ns
with open("two", "ab") as file:
    file.write(b"more")
tell("written is newer", os.stat("two").st_mtime_ns >= before)
tell("number stays", os.stat("two").st_ino == os.stat("two").st_ino)

# What is open.
with open("gone", "w+b") as file:
    file.write(b"still here")
    file.flush()
    os.unlink("gone")
    tell("removed while open", (os.path.exists("gone"), os.fstat(file.fileno()).st_size))
    file.seek(0)
    tell("read after it", file.read())
    file.write(b" and longer")
    file.flush()
    os.fsync(file.fileno())
    tell("written after it", os.fstat(file.fileno()).st_size)
    file.truncate(3)
    file.seek(0)
    tell("cut after it", file.read())
tell("nothing hidden", [name for name in os.listdir(".") if name.startswith(".fuse")])
put("target", b"old")
with open("target", "rb") as old:
    put("draft", b"new content")
    os.replace("draft", "target")
    tell("replaced while open", (old.read(), get("target")))
with tempfile.TemporaryFile(dir=".") as file:
    file.write(b"temporary")
    file.flush()
    tell("temporary file", os.fstat(file.fileno()).st_size)
first, second = open("shared", "w+b", 0), open("shared", "r+b", 0)
first.write(b"from one")
tell("seen by another", second.read())
second.write(b" and two")
first.seek(0)
tell("and back", first.read())
first.close()
second.close()
duplicate = os.open("shared", os.O_RDWR)
copy = os.dup(duplicate)
os.close(duplicate)
tell("a copy of a closed descriptor", os.pread(copy, 4, 0))
os.close(copy)

# Memory.
put("mapped", bytes(range(256)) * 1024)
with open("mapped", "r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
    memory[100_000:100_005] = b"mmap!"
    memory.flush()
    tell("mapped", (memory[:4], memory.find(b"mmap!")))
tell("written by mapping", digest(get("mapped")))

# Folders with many.
os.mkdir("many")
for i in range(1000):
    put(f"many/{i:04}", b"%d" % i)
tell("listed", (len(os.listdir("many")), sum(entry.stat().st_size for entry in os.scandir("many"))))
for i in range(0, 1000, 2):
    os.unlink(f"many/{i:04}")
tell("after removing half", (len(os.listdir("many")), sorted(os.listdir("many"))[:3]))
with os.scandir("many") as entries:
    first = next(entries).name
    for entry in entries:
        os.unlink(entry.path)
    os.unlink("many/" + first)
os.rmdir("many")


# Eight writers.
def writer(number):
    with open(f"writer {number}", "wb") as file:
        for i in range(200):
            file.write(bytes([number]) * 4099)


threads = [threading.Thread(target=writer, args=(number,)) for number in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
tell("eight writers", [digest(get(f"writer {number}")) for number in range(8)])
one = os.open("by all", os.O_CREAT | os.O_RDWR)
threads = [threading.Thread(target=lambda n=n: [os.pwrite(one, bytes([n]) * 1000, (i * 8 + n) * 1000) for i in range(50)])
           for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
os.close(one)
tell("one file by eight", digest(get("by all")))

# A file over 4 GB, most of it a hole.
with open("large", "wb") as file:
    file.seek((5 << 30) - 5)
    file.write(b"end.\n")
    file.seek((4 << 30) + 17)
    file.write(b"middle")
with open("large", "rb") as file:
    file.seek((4 << 30) + 16)
    tell("large", (os.stat("large").st_size, file.read(8)))
    file.seek(-5, 2)
    tell("its end", file.read())
os.unlink("large")

# Programs.
os.mkdir("tree")
for i in range(20):
    put(f"tree/{i}", os.urandom(0) + bytes([i]) * (i * 1000))
tell("sed", (run("echo 'one two' > s && sed -i s/two/three/ s && cat s && ls | grep -c '^sed'")))
tell("tar -S", run("tar -cSf ../t.tar tree && mkdir out && tar -xf ../t.tar -C out && diff -r tree out/tree && "
                   "rm ../t.tar && echo same"))
tell("rsync", run("rsync -a tree/ synced/ && rsync -ai tree/ synced/ && diff -r tree synced && echo same"))
tell("cp -a", run("cp -a tree copied && diff -r tree copied && stat -c %Y tree/3 | "
                  "grep -c $(stat -c %Y copied/3)"))
tell("git", run("export HOME=$PWD GIT_CONFIG_NOSYSTEM=1; git init -q r -b main && cd r && "
                "git config user.email a@b.c && git config user.name a && cp -r ../tree . && git add -A && "
                "git commit -qm one && echo changed > tree/1 && git status --short && git commit -qam two && "
                "git log --oneline | wc -l && git fsck 2>&1 && cd .. && git clone -q r c 2>&1 && cd c && "
                "git status --short && diff -r tree ../r/tree && git gc -q && git fsck 2>&1 && echo same"))
tell("sqlite", run("sqlite3 base.db 'create table t(a integer primary key, b text);' && for i in 1 2 3; do sqlite3 "
                   "base.db \"with recursive n(i) as (select 1 union all select i+1 from n where i<500) insert into t(b) "
                   "select 'row '||i from n; update t set b=b||'!' where a%2=0; delete from t where a%3=0;\"; done; "
                   "sqlite3 base.db 'vacuum; pragma integrity_check; select count(*), sum(length(b)) from t;'"))
tell("flock", run("flock lockfile -c 'echo locked'; exec 9>lockfile; flock -n 9 && flock -n lockfile -c 'echo twice' "
                  "|| echo refused"))
tell("du", run("dd if=/dev/zero of=zeros bs=1M count=2 status=none && test $(du -k zeros | cut -f1) -ge 2048 && echo ok"))
tell("find", run("find tree -type f -size +10k | sort"))
os.chdir("..")
tell("removed", run("rm -rf operations && ls -A | grep operations"))
