"""How a kernel ends: whichever way, soon, and leaving nothing behind."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager

CHILD = 'var child = new ProcessBuilder("sleep", "{seconds}").start();\nchild.pid()'


def child_of(kernel, seconds=4321):
    pid = int(kernel.run(CHILD.replace("{seconds}", str(seconds))).ok().text)
    assert psutil.pid_exists(pid)
    return psutil.Process(pid)


def gone(process, timeout=10):
    try:
        process.wait(timeout)
        return True
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return process.status() == psutil.STATUS_ZOMBIE


def test_shutdown_ends_with_0_within_the_time_that_servers_give(fresh):
    fresh.run("40 + 2").ok()
    start = time.monotonic()
    reply = fresh.send("shutdown_request", {"restart": False}, "control")
    fresh.until(lambda: fresh.of(reply), 5)
    assert fresh.manager.provisioner.process.wait(5) == 0
    assert time.monotonic() - start < 2.5


def test_shutdown_works_while_a_cell_runs(fresh):
    id = fresh.submit('System.out.println("go"); while (true) { }')
    fresh.output(id, "go")
    reply = fresh.send("shutdown_request", {"restart": True}, "control")
    fresh.until(lambda: any(m.type == "shutdown_reply" for m in fresh.of(reply)), 5)
    assert fresh.manager.provisioner.process.wait(5) == 0


def test_shutdown_works_while_a_cell_waits_for_input(fresh):
    id = fresh.submit('IO.readln("? ");', allow_stdin=True)
    fresh.asked(id)
    fresh.send("shutdown_request", {"restart": False}, "control")
    assert fresh.manager.provisioner.process.wait(5) == 0


def test_shutdown_works_on_shell_too(fresh):
    assert fresh.request("shutdown_request", {"restart": False}, timeout=5).reply == {"status": "ok", "restart": False}
    assert fresh.manager.provisioner.process.wait(5) == 0


def test_shutdown_works_though_a_thread_of_the_user_is_alive(fresh):
    fresh.run("new Thread(() -> { while (true) { } }).start();").ok()
    fresh.send("shutdown_request", {"restart": False}, "control")
    assert fresh.manager.provisioner.process.wait(5) == 0


def test_shutdown_hooks_of_the_user_run(fresh, tmp_path):
    fresh.run(f'Runtime.getRuntime().addShutdownHook(new Thread(() -> {{ try {{ Files.writeString('
              f'Path.of("{tmp_path}/hook"), "ran"); }} catch (java.io.IOException e) {{ }} }}));').ok()
    fresh.send("shutdown_request", {"restart": False}, "control")
    assert fresh.manager.provisioner.process.wait(5) == 0
    assert (tmp_path / "hook").read_text() == "ran"


def test_shutdown_leaves_no_child(fresh):
    child = child_of(fresh)
    fresh.send("shutdown_request", {"restart": False}, "control")
    fresh.manager.provisioner.process.wait(5)
    assert gone(child)


@pytest.mark.parametrize("busy", [False, True])
def test_sigterm_ends_the_kernel_and_its_children(fresh, busy):
    child = child_of(fresh)
    if busy:
        id = fresh.submit('System.out.println("go"); while (true) { }')
        fresh.output(id, "go")
    os.kill(fresh.manager.provisioner.pid, signal.SIGTERM)
    fresh.manager.provisioner.process.wait(5)
    assert gone(child)


def test_sigkill_leaves_no_helper_process_of_the_kernel(fresh):
    """A child of the user's may live on (nothing can be run at such a death), but none that the kernel started."""
    fresh.run("40 + 2").ok()
    helpers = fresh.process.children(recursive=True)
    os.kill(fresh.manager.provisioner.pid, signal.SIGKILL)
    fresh.manager.provisioner.process.wait(5)
    assert all(gone(h) for h in helpers)


def test_the_group_kill_of_a_kernel_manager_leaves_no_child(fresh):
    child = child_of(fresh)
    fresh.manager.shutdown_kernel(now=True)
    assert gone(child)


def test_the_kernel_is_one_process(fresh):
    assert fresh.process.children(recursive=True) == []
    assert "java" in fresh.process.name()


def test_sigint_while_idle_harms_nothing_and_while_busy_interrupts(fresh):
    pid = fresh.manager.provisioner.pid
    os.kill(pid, signal.SIGINT)
    fresh.quiet(0.5)
    assert fresh.run("40 + 2").ok().text == "42"
    id = fresh.submit('System.out.println("go"); while (true) { }')
    fresh.output(id, "go")
    os.kill(pid, signal.SIGINT)
    assert fresh.wait(id, 10).status == "error"
    assert fresh.run("40 + 2").ok().text == "42"


def test_the_kernel_ends_when_the_process_that_started_it_dies(tmp_path):
    script = (
        "import sys, time\nfrom jupyter_client import KernelManager\n"
        "km = KernelManager(kernel_name='java')\nkm.start_kernel()\n"
        "kc = km.blocking_client()\nkc.start_channels()\nkc.wait_for_ready(timeout=60)\n"
        "print(km.provisioner.pid, flush=True)\ntime.sleep(600)\n")
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        kernel = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        assert gone(kernel, 15)
    finally:
        parent.kill()


def test_an_interrupt_stops_the_children_of_the_cell(kernel):
    id = kernel.submit('var sleeper = new ProcessBuilder("sleep", "4322").start();\n'
                       'System.out.println(sleeper.pid()); sleeper.waitFor();')
    kernel.until(lambda: [m for m in kernel.of(id) if m.type == "stream"])
    pid = int(next(m for m in kernel.of(id) if m.type == "stream").content["text"])
    child = psutil.Process(pid)
    kernel.interrupt()
    assert kernel.wait(id).status == "error"
    assert gone(child, 10)


def test_the_kernelspec_is_what_front_ends_need():
    spec = KernelSpecManager().get_kernel_spec("java")
    assert spec.language == "java"
    assert spec.interrupt_mode == "message"
    assert "{connection_file}" in spec.argv
    assert "curve" in spec.metadata["supported_encryption"]
    assert os.path.isabs(spec.argv[0]) and os.access(spec.argv[0], os.X_OK)
    files = set(os.listdir(spec.resource_dir))
    assert {"kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"} <= files
    for size in (32, 64):
        with open(f"{spec.resource_dir}/logo-{size}x{size}.png", "rb") as png:
            head = png.read(24)
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (size, size)
