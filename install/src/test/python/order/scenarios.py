"""The script of requests that both kernels get. Every function here is one scenario."""

SCENARIOS = {}
SEPARATELY = set()


def scenario(function=None, *, each=False):
    """Registers a scenario; ``each`` says that its requests run side by side."""

    def register(f):
        SCENARIOS[f.__name__] = f
        if each:
            SEPARATELY.add(f.__name__)
        return f

    return register(function) if function else register


def runs(r, code, **options):
    r.end(r.cell("cell", code, **options))


@scenario
def execute_prints(r):
    runs(r, r.code.hello)


@scenario
def execute_prints_to_both_streams(r):
    runs(r, r.code.both_streams)


@scenario
def execute_has_a_value(r):
    runs(r, r.code.three)


@scenario
def execute_has_no_value(r):
    runs(r, r.code.no_value)


@scenario
def execute_nothing(r):
    runs(r, "")


@scenario
def execute_white_space(r):
    runs(r, " \n\t\n")


@scenario
def execute_fails(r):
    runs(r, r.code.fail)
    runs(r, r.code.three)


@scenario
def execute_does_not_compile(r):
    runs(r, r.code.invalid)


@scenario
def execute_silently(r):
    runs(r, r.code.hello, silent=True, store_history=False)
    runs(r, r.code.three, silent=True, store_history=True)
    runs(r, r.code.three)


@scenario
def execute_silently_and_fail(r):
    runs(r, r.code.fail, silent=True, store_history=False)
    runs(r, r.code.three)


@scenario
def execute_outside_history(r):
    runs(r, r.code.hello, store_history=False)
    runs(r, r.code.three, store_history=False)
    runs(r, r.code.three)


@scenario
def user_expressions_are_evaluated_after_success(r):
    runs(r, r.code.variable, user_expressions={"good": r.code.variable_name, "sum": "1 + 2"})


@scenario
def a_user_expression_fails_alone(r):
    runs(r, r.code.variable, user_expressions={"good": "1 + 2", "bad": r.code.unknown_name})


@scenario
def user_expressions_are_left_out_after_an_error(r):
    runs(r, r.code.fail, user_expressions={"good": "1 + 2"})


@scenario
def user_expressions_of_a_silent_cell(r):
    runs(r, r.code.variable, silent=True, user_expressions={"good": r.code.variable_name})


@scenario
def an_error_aborts_what_waits_behind_it(r):
    cells = [r.cell("failing", r.code.fail_slowly)]
    cells += [r.cell(f"behind {n}", r.code.three) for n in (1, 2)]
    info = r.name("info", r.send("kernel_info_request"))
    cells.append(r.cell("behind 3", r.code.hello))
    r.end(*cells, info)
    runs(r, r.code.three)


@scenario
def stop_on_error_false_aborts_nothing(r):
    cells = [r.cell("failing", r.code.fail_slowly, stop_on_error=False)]
    cells += [r.cell(f"behind {n}", r.code.three) for n in (1, 2)]
    r.end(*cells)


@scenario
def a_queue_runs_in_order(r):
    r.end(*[r.cell(f"cell {n}", r.code.hello) for n in range(5)])


@scenario
def input_is_asked_for(r):
    id = r.cell("cell", r.code.ask, allow_stdin=True)
    r.answer(id, "Ada")
    r.end(id)


@scenario
def input_is_asked_for_twice(r):
    id = r.cell("cell", r.code.ask_twice, allow_stdin=True)
    r.answer(id, "a")
    r.answer(id, "b")
    r.end(id)


@scenario
def a_password_is_asked_for(r):
    id = r.cell("cell", r.code.ask_password, allow_stdin=True)
    r.answer(id, "secret")
    r.end(id)


@scenario
def input_that_is_refused_is_an_error(r):
    runs(r, r.code.ask, allow_stdin=False)
    runs(r, r.code.three)


@scenario(each=True)
def an_interrupt_stops_a_loop(r):
    id = r.cell("cell", r.code.spin)
    r.output(id, "spinning")
    r.quiet(0.2)
    interrupt(r)
    r.end(id)
    runs(r, r.code.three)


@scenario(each=True)
def an_interrupt_stops_a_sleep_and_what_waits_behind_it(r):
    id = r.cell("cell", r.code.sleep)
    behind = r.cell("behind", r.code.three)
    r.output(id, "asleep")
    r.quiet(0.2)
    interrupt(r)
    r.end(id, behind)


@scenario(each=True)
def an_interrupt_stops_waiting_for_input(r):
    id = r.cell("cell", r.code.ask, allow_stdin=True)
    r.asked(id)
    r.quiet(0.2)
    interrupt(r)
    r.end(id)
    runs(r, r.code.three)


@scenario(each=True)
def an_interrupt_while_idle_harms_nothing(r):
    interrupt(r)
    r.quiet(0.3)
    runs(r, r.code.three)


def interrupt(r):
    if r.code.kernel == "java":
        messages = r.interrupt().messages
        assert sorted(m.type for m in messages) == ["interrupt_reply", "status", "status"]
        # The oracle's kernelspec asks for a signal, so it has no such messages to compare with.
        r.forget(messages)
    else:
        r.manager.interrupt_kernel()


@scenario
def an_unknown_comm_target_is_closed(r):
    r.ask("open", "comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}}, reply=False)
    r.ask("info", "comm_info_request", {})


@scenario
def a_message_for_an_unknown_comm_is_dropped(r):
    r.ask("message", "comm_msg", {"comm_id": "c2", "data": {}}, reply=False)
    r.ask("close", "comm_close", {"comm_id": "c2", "data": {}}, reply=False)


@scenario
def comm_info_of_a_target(r):
    r.ask("info", "comm_info_request", {"target_name": "nobody"})


@scenario
def kernel_info(r):
    r.ask("shell", "kernel_info_request")
    r.ask("control", "kernel_info_request", channel="control")


@scenario(each=True)
def kernel_info_on_control_while_a_cell_runs(r):
    id = r.cell("cell", r.code.sleep)
    r.output(id, "asleep")
    r.ask("info", "kernel_info_request", channel="control")
    interrupt(r)
    r.end(id)


@scenario
def connect(r):
    r.ask("connect", "connect_request")


@scenario
def usage(r):
    r.ask("usage", "usage_request", channel="control")


@scenario
def an_unknown_message_type_gets_no_reply(r):
    for channel in ("shell", "control"):
        r.ask(channel, "no_such_request", {}, channel, reply=False)
    runs(r, r.code.three)


@scenario
def a_subshell_lives_and_ends(r):
    id = r.ask("create", "create_subshell_request", channel="control").reply["subshell_id"]
    r.ask("list", "list_subshell_request", channel="control")
    r.end(r.cell("in the subshell", r.code.three, header={"subshell_id": id}))
    r.ask("delete", "delete_subshell_request", {"subshell_id": id}, "control")
    r.ask("list again", "list_subshell_request", channel="control")


@scenario(each=True)
def a_subshell_answers_while_a_cell_runs(r):
    id = r.ask("create", "create_subshell_request", channel="control").reply["subshell_id"]
    cell = r.cell("cell", r.code.sleep)
    r.output(cell, "asleep")
    r.end(r.name("info", r.send("kernel_info_request", header={"subshell_id": id})))
    r.end(r.name("comms", r.send("comm_info_request", {}, header={"subshell_id": id})))
    interrupt(r)
    r.end(cell)
    r.ask("delete", "delete_subshell_request", {"subshell_id": id}, "control")


@scenario
def an_unknown_subshell_cannot_be_deleted(r):
    r.ask("delete", "delete_subshell_request", {"subshell_id": "none"}, "control")


@scenario
def a_cell_for_an_unknown_subshell_is_an_error(r):
    r.end(r.cell("cell", r.code.three, header={"subshell_id": "none"}), timeout=5)
    runs(r, r.code.three)


@scenario
def a_display_keeps_its_place_between_lines(r):
    runs(r, r.code.display)


@scenario
def clear_output(r):
    runs(r, r.code.clear)


@scenario
def clear_output_that_waits(r):
    runs(r, r.code.clear_wait)


@scenario
def a_display_is_updated(r):
    runs(r, r.code.update)


@scenario
def a_thread_prints_after_its_cell(r):
    runs(r, r.code.late_thread)
    r.quiet(1)


@scenario
def history(r):
    runs(r, r.code.three)
    runs(r, r.code.hello)
    more = {"raw": True, "session": 0, "start": 0, "stop": 0, "n": 0, "pattern": "", "unique": False}
    r.ask("tail", "history_request", more | {"hist_access_type": "tail", "n": 2, "output": False})
    r.ask("tail with output", "history_request", more | {"hist_access_type": "tail", "n": 2, "output": True})
    r.ask("search", "history_request",
          more | {"hist_access_type": "search", "pattern": "1 ? 2", "n": 1, "output": False})
    r.ask("nothing found", "history_request",
          more | {"hist_access_type": "search", "pattern": "nothing like it", "n": 5, "output": False})
    r.ask("range", "history_request",
          more | {"hist_access_type": "range", "output": False, "session": 0, "start": r.base, "stop": r.base + 1})


@scenario
def inspection(r):
    r.ask("known", "inspect_request", {"code": r.code.known_name, "cursor_pos": 3, "detail_level": 0})
    r.ask("with source", "inspect_request", {"code": r.code.known_name, "cursor_pos": 3, "detail_level": 1})
    r.ask("unknown", "inspect_request", {"code": r.code.unknown_name, "cursor_pos": 3, "detail_level": 0})
    r.ask("nothing", "inspect_request", {"code": "", "cursor_pos": 0, "detail_level": 0})


@scenario
def completion(r):
    runs(r, r.code.variable)
    r.ask("member", "complete_request", {"code": r.code.completable, "cursor_pos": len(r.code.completable)})
    r.ask("nothing known", "complete_request", {"code": "zzqqxx", "cursor_pos": 6})


@scenario
def completeness(r):
    r.ask("complete", "is_complete_request", {"code": r.code.three})
    r.ask("incomplete", "is_complete_request", {"code": r.code.incomplete})
    r.ask("invalid", "is_complete_request", {"code": r.code.invalid})
    r.ask("empty", "is_complete_request", {"code": ""})


def shutdown(r, restart):
    """Not one of the list: it ends the kernel."""
    r.name("shutdown", id := r.send("shutdown_request", {"restart": restart}, "control"))
    r.until(lambda: any(m.channel == "control" for m in r.of(id)), 10, "the shutdown_reply")
