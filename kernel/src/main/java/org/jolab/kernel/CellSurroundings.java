package org.jolab.kernel;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.jolab.api.MimeBundle;
import org.jolab.kernel.display.NotebookFrontend;
import org.jolab.kernel.display.Renderers;
import org.jolab.kernel.output.KernelLog;
import org.jolab.kernel.output.NativeOutput;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.output.StandardStreams;
import org.jolab.kernel.session.Surroundings;

/** What cells print, read and show, in this process. Made by the main thread, then used by cell threads. */
final class CellSurroundings implements Surroundings {

    /** A child process may write for ever: longer than this no cell waits for output of others. */
    private static final Duration NATIVE_OUTPUT = Duration.ofMillis(200);

    private final Routing routing;
    private final Renderers renderers;
    private final NotebookFrontend frontend;
    private final IntConsumer exit;
    private final StandardStreams streams;
    private volatile NativeOutput nativeOutput;
    private volatile KernelLog log;

    /** Takes over the standard streams. */
    CellSurroundings(Routing routing, Renderers renderers, NotebookFrontend frontend, IntConsumer exit) {
        this.routing = routing;
        this.renderers = renderers;
        this.frontend = frontend;
        this.exit = exit;
        streams = StandardStreams.install(routing);
        log = KernelLog.to(streams.errBefore());
    }

    /** Takes over what native code and child processes print; takes a tenth of a second. */
    void takeNativeOutput() {
        nativeOutput = NativeOutput.start(routing, streams.errBefore());
        log = KernelLog.to(nativeOutput.log());
        streams.installConsole();
    }

    @Override
    public MimeBundle render(Object value) {
        return renderers.render(value);
    }

    @Override
    public void begin(Outlet outlet) {
        routing.begin(outlet);
    }

    @Override
    public void end(Outlet outlet) {
        frontend.endOfCell(outlet);
        streams.endOfCell();
        if (nativeOutput != null) {
            nativeOutput.sync(NATIVE_OUTPUT);
        }
    }

    @Override
    public void exit(int status) {
        exit.accept(status);
    }
}
