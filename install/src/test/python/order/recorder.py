"""Runs one scenario against a kernel and writes down what came, in a form that two kernels can be compared by."""

from harness.client import Late


def counted(content, base):
    """The execution count since the scenario began, where it can be compared."""
    return content["execution_count"] - base if base is not None and "execution_count" in content else None


# What a message says beyond its type, as far as the language does not matter.
DETAILS = {
    "status": lambda c, _: c["execution_state"],
    "execute_input": lambda c, base: counted(c, base),
    "stream": lambda c, _: (c["name"], c["text"]),
    "execute_result": lambda c, base: (counted(c, base), "text/plain" in c["data"]),
    # Ours has an id of its own where none was given, since every display can be updated.
    "display_data": lambda c, _: c.get("transient", {}).get("display_id") == "spot",
    "update_display_data": lambda c, _: c.get("transient", {}).get("display_id"),
    "error": lambda c, _: sorted(c),
    "clear_output": lambda c, _: c["wait"],
    "execute_reply": lambda c, base: (
        # Whether an aborted cell has a count is left to the kernel.
        c["status"], counted(c, base) if c["status"] != "aborted" else None,
        {k: v["status"] for k, v in sorted((c.get("user_expressions") or {}).items())}),
    "inspect_reply": lambda c, _: (c["status"], c["found"], bool(c["data"])),
    "complete_reply": lambda c, _: (
        c["status"], (c["cursor_start"], c["cursor_end"]) if c["matches"] else None),
    "is_complete_reply": lambda c, _: (c["status"], "indent" in c),
    "history_reply": lambda c, _: (c["status"], len(c["history"]), [len(entry) for entry in c["history"]]),
    "comm_info_reply": lambda c, _: (c["status"], len(c["comms"])),
    "interrupt_reply": lambda c, _: c["status"],
    "shutdown_reply": lambda c, _: (c["status"], c["restart"]),
    "kernel_info_reply": lambda c, _: c["status"],
    "connect_reply": lambda c, _: sorted(c),
    "usage_reply": lambda c, _: "pid" in c,
    "create_subshell_reply": lambda c, _: (c["status"], bool(c["subshell_id"])),
    "delete_subshell_reply": lambda c, _: c["status"],
    "list_subshell_reply": lambda c, _: (c["status"], len(c["subshell_id"])),
    "input_request": lambda c, _: (c["prompt"], c["password"]),
}


class Recorder:
    """One run of one scenario; ``code`` are the strings of the kernel's language."""

    def __init__(self, kernel, code):
        self.kernel, self.code = kernel, code
        self.names = {}
        self.forgotten = []
        self.base = kernel.run("", silent=True).reply["execution_count"]
        self.kernel.quiet(0.05)
        self.start = len(kernel.log)

    def __getattr__(self, name):
        return getattr(self.kernel, name)

    def name(self, name, id):
        """Gives a request a name by which the record calls it."""
        self.names[id] = name
        return id

    def forget(self, messages):
        """Leaves these messages out of the record."""
        self.forgotten += messages

    def cell(self, name, code, **options):
        return self.name(name, self.kernel.submit(code, **options))

    def ask(self, name, type, content=None, channel="shell", *, timeout=20, reply=True, **more):
        """Sends a request and waits for its end."""
        id = self.name(name, self.kernel.send(type, content, channel, **more))
        return self.kernel.wait(id, timeout, reply=reply)

    def end(self, *ids, timeout=20, reply=True):
        for id in ids:
            try:
                self.kernel.wait(id, timeout, reply=reply)
            except Late:
                self.names[id] += " (never ended)"

    def record(self, *, each=False):
        """What came, channel by channel; on iopub request by request if ``each``, as their mix is chance."""
        self.kernel.quiet(0.15)
        result = {}
        for message in self.kernel.log[self.start:]:
            if message in self.forgotten:
                continue
            parent = self.names.get(message.parent, "nobody" if message.parent is None else "another")
            detail = DETAILS.get(message.type)
            # The counts of a subshell are its own or shared, as a kernel likes.
            base = None if message.raw["parent_header"].get("subshell_id") else self.base
            entry = [message.type, parent, detail(message.content, base) if detail else None]
            key = f"iopub of {parent}" if each and message.channel == "iopub" else message.channel
            line = result.setdefault(key, [])
            if message.type == "stream" and line and line[-1][:2] == entry[:2] and line[-1][2][0] == entry[2][0]:
                line[-1][2] = (entry[2][0], line[-1][2][1] + entry[2][1])
            else:
                line.append(entry)
        return result
