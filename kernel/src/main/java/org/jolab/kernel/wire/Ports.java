package org.jolab.kernel.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** The five ports of a kernel; 0 leaves the choice to the kernel. With ipc they are the endings of the paths. */
public record Ports(int shell, int control, int stdin, int iopub, int heartbeat) {

    /** Five times 0. */
    public static Ports any() {
        return new Ports(0, 0, 0, 0, 0);
    }

    /** The ports by the names that the connection file and {@code connect_reply} give them. */
    public Map<String, Object> toJson() {
        var json = new LinkedHashMap<String, Object>();
        json.put("shell_port", shell);
        json.put("iopub_port", iopub);
        json.put("stdin_port", stdin);
        json.put("control_port", control);
        json.put("hb_port", heartbeat);
        return json;
    }

    /** Whether the kernel has to choose at least one. */
    public boolean open() {
        return shell == 0 || control == 0 || stdin == 0 || iopub == 0 || heartbeat == 0;
    }
}
