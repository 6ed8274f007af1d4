"""Those of jupyter_client's client tests that contain Python code, with Java in its place."""

import asyncio

from jupyter_client.manager import start_new_async_kernel, start_new_kernel


def test_the_blocking_client_executes_interactively(capsys):
    manager, client = start_new_kernel(kernel_name="java")
    try:
        reply = client.execute_interactive('System.out.println("hello")', timeout=60)
        assert reply["content"]["status"] == "ok"
        assert "hello" in capsys.readouterr().out
    finally:
        client.stop_channels()
        manager.shutdown_kernel()


def test_the_asynchronous_client_executes_interactively():
    async def session():
        manager, client = await start_new_async_kernel(kernel_name="java")
        texts = []
        try:
            quiet = await client.execute_interactive("int one = 1;", timeout=60)
            hooked = await client.execute_interactive(
                'System.out.println("hello")', timeout=60,
                output_hook=lambda m: texts.append(m["content"].get("text")))
            asked = await client.execute_interactive(
                'System.out.println("got " + IO.readln("? "));', timeout=60,
                output_hook=lambda m: texts.append(m["content"].get("text")),
                stdin_hook=lambda _: client.input("test"))
            return quiet, hooked, asked, "".join(t for t in texts if t)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel()

    quiet, hooked, asked, text = asyncio.run(session())
    assert [r["content"]["status"] for r in (quiet, hooked, asked)] == ["ok"] * 3
    assert text == "hello\ngot test\n"
