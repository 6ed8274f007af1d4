package org.jolab.kernel.display;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jolab.api.Captured;
import org.jolab.api.Comms;
import org.jolab.api.Display;
import org.jolab.api.Frontend;
import org.jolab.api.Magics;
import org.jolab.api.MimeBundle;
import org.jolab.api.Origin;
import org.jolab.api.Renderer;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.kernel.output.Outlet;
import org.jolab.kernel.output.Routing;
import org.jolab.kernel.output.Scope;

/** What {@link org.jolab.api.Notebook} does in a kernel: each call works for the cell of the calling thread. */
public final class NotebookFrontend implements Frontend {

    /** What stands behind the cells. */
    public interface Session {

        /** Their variables and their class path. */
        Workspace workspace();

        /** Their magics. */
        Magics.Table magics();

        /** Does {@code work} as a cell is run, with its output and its failure going to {@code outlet}. */
        void run(Outlet outlet, Origin.Work work);

        /** What {@code thrown} is and where it was thrown. */
        String describe(Throwable thrown);
    }

    private static final String END_OF_INPUT = "\u0004";

    private final Routing routing;
    private final Renderers renderers;
    private final Comms comms;
    private final Supplier<? extends Session> session;
    private final Map<Outlet, List<Runnable>> atEnd = new HashMap<>();
    private final Set<Outlet> keeping = ConcurrentHashMap.newKeySet();
    private final Set<Outlet> ended = Collections.newSetFromMap(new WeakHashMap<>());

    /** A front end for the cells that {@code routing} finds; {@code session} is first asked by a cell. */
    public NotebookFrontend(Routing routing, Renderers renderers, Comms comms, Supplier<? extends Session> session) {
        this.routing = routing;
        this.renderers = renderers;
        this.comms = comms;
        this.session = session;
    }

    @Override
    public Display display(Object value, String id) {
        var outlet = outlet();
        outlet.display(renderers.render(value), id);
        return new Shown(outlet, renderers, id);
    }

    @Override
    public void update(String id, Object value) {
        outlet().update(renderers.render(value), id);
    }

    @Override
    public MimeBundle json(Object value) {
        return renderers.json(value);
    }

    @Override
    public void clear(boolean wait) {
        outlet().clear(wait);
    }

    @Override
    public String input(String prompt, boolean password) throws InterruptedException {
        var typed = outlet().input(prompt == null ? "" : prompt, password);
        return END_OF_INPUT.equals(typed) ? null : typed;
    }

    @Override
    public Optional<Object> askColab(String kind, Map<String, Object> request, Duration limit)
            throws InterruptedException {
        return outlet().cell().askColab(kind, request, limit);
    }

    @Override
    public boolean isAttended() {
        return outlet().cell().takesInput();
    }

    @Override
    public void payload(Map<String, Object> payload) {
        outlet().payload(payload);
    }

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {
        renderers.register(type, renderer);
    }

    @Override
    public Comms comms() {
        return comms;
    }

    @Override
    public Workspace workspace() {
        return session.get().workspace();
    }

    @Override
    public Magics.Table magics() {
        return session.get().magics();
    }

    @Override
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        return routing.capture(captured, work);
    }

    @Override
    public void atEndOfCell(Runnable work) {
        synchronized (atEnd) {
            var outlet = outlet().cell();
            if (!ended.contains(outlet)) {
                atEnd.computeIfAbsent(outlet, _ -> new ArrayList<>()).add(work);
            }
        }
    }

    @Override
    public Origin origin() {
        var own = routing.outlet().map(Outlet::cell);
        return work -> {
            comms.letOthersPass();
            var asking = Scope.current();
            var outlet = own.filter(cell -> cell.isOpen() && asking.map(cell::isSeenWith).orElse(true))
                .or(() -> asking).or(routing::latest);
            session.get().run(outlet.orElseThrow(() -> new UsageError("No cell has run yet.")), work);
        };
    }

    @Override
    public String describe(Throwable thrown) {
        return session.get().describe(thrown);
    }

    @Override
    public void keep(Object value) {
        keeping.removeIf(outlet -> !outlet.keepsSomething());
        routing.outlet().ifPresent(outlet -> {
            outlet.keep(value);
            if (outlet.keepsSomething()) {
                keeping.add(outlet.cell());
            }
        });
    }

    /** Called by the session when a cell has run, on the thread that ran it, before its last output is flushed. */
    public void endOfCell(Outlet outlet) {
        List<Runnable> all;
        synchronized (atEnd) {
            ended.add(outlet);
            all = Optional.ofNullable(atEnd.remove(outlet)).orElse(List.of());
        }
        for (var work : all) {
            try {
                work.run();
            } catch (RuntimeException e) {
                System.getLogger(NotebookFrontend.class.getName()).log(Level.WARNING, "Work at a cell's end failed", e);
            }
        }
    }

    private Outlet outlet() {
        return routing.outlet().orElseThrow(() -> new UsageError("No cell is running that could show anything."));
    }

    /** Something shown; changed in the name of the cell that showed it, whichever thread changes it. */
    private record Shown(Outlet outlet, Renderers renderers, String id) implements Display {

        @Override
        public void update(Object value) {
            outlet.update(renderers.render(value), id);
        }
    }
}
