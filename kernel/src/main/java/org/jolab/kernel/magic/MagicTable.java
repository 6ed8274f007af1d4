package org.jolab.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jolab.api.Display;
import org.jolab.api.Magic;
import org.jolab.api.Magic.Form;
import org.jolab.api.MagicSource;
import org.jolab.api.Magics;
import org.jolab.api.UsageError;
import org.jolab.api.Workspace;
import org.jolab.kernel.Interpreter.Completeness;
import org.jolab.kernel.Interpreter.Completeness.State;
import org.jolab.kernel.cell.Reading;

/** The magics that a notebook has. May be used by all threads. */
public final class MagicTable implements Magics.Table {

    private final ConcurrentSkipListMap<String, Magic> lines = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, Magic> cells = new ConcurrentSkipListMap<>();
    private final Set<String> sources = new HashSet<>();
    private final Supplier<Workspace> workspace;
    private boolean filled;

    /** A table that fills itself when it is first asked, with what the kernel's class path has. */
    public MagicTable(Supplier<Workspace> workspace) {
        this.workspace = workspace;
    }

    /** Adds the magics of all sources that {@code loader} finds and that have not been added yet. */
    public synchronized void load(ClassLoader loader) {
        try {
            ServiceLoader.load(MagicSource.class, loader).stream()
                .filter(found -> sources.add(found.type().getName()))
                .flatMap(found -> found.get().magics().stream())
                .forEach(this::add);
        } catch (ServiceConfigurationError e) {
            throw new UsageError("The magics of a library can't be used: " + e.getMessage() + ".", e);
        }
    }

    private synchronized void fill() {
        if (!filled) {
            filled = true;
            BuiltIns.of(this).forEach(this::add);
            load(MagicTable.class.getClassLoader());
        }
    }

    @Override
    public void register(Magic magic) {
        fill();
        if (!magic.name().matches("[\\p{Alpha}_]\\w*")) {
            throw new UsageError("A magic's name consists of letters, digits and underscores: " + magic.name());
        }
        add(magic);
    }

    private void add(Magic magic) {
        if (magic.form() != Form.CELL) {
            lines.put(magic.name(), magic);
        }
        if (magic.form() != Form.LINE) {
            cells.put(magic.name(), magic);
        }
    }

    @Override
    public List<Magic> all() {
        fill();
        var all = new ArrayList<>(lines.values());
        cells.values().stream().filter(magic -> lines.get(magic.name()) != magic).forEach(all::add);
        return all;
    }

    /** The magic {@code %name}. */
    public Optional<Magic> line(String name) {
        fill();
        return Optional.ofNullable(lines.get(name));
    }

    /** The magic {@code %%name}. */
    public Optional<Magic> cell(String name) {
        fill();
        return Optional.ofNullable(cells.get(name));
    }

    @Override
    public Object run(String name, String line) {
        var magic = line(name).orElseThrow(() -> unknown(name));
        return run(magic, line.strip(), null, null);
    }

    @Override
    public Object show(String name, String line) {
        return shown(run(name, line), line(name));
    }

    private static Object shown(Object value, Optional<Magic> magic) {
        return value == null || magic.filter(m -> m.is(Magic.Trait.SILENT)).isPresent() ? Nothing.TO_SHOW : value;
    }

    /** What a cell shows that ends with a magic without a value. */
    private enum Nothing implements Display {
        TO_SHOW;

        @Override
        public String id() {
            return "";
        }

        @Override
        public void update(Object value) {}
    }

    /** The same as {@link #run} for what is to be shown at the end of a cell; see {@link Magics.Table#show}. */
    public Object show(String name, String line, String body, Callable<Object> runBody) {
        return shown(run(name, line, body, runBody), cell(name).or(() -> line(name)));
    }

    /** Runs {@code %%name} with what follows its line; {@code runBody} runs that as Java. */
    public Object run(String name, String line, String body, Callable<Object> runBody) {
        var magic = cell(name);
        if (magic.isEmpty() && body.isBlank() && line(name).isPresent()) {
            return run(name, line);
        }
        return run(magic.orElseThrow(() -> unknownCell(name)), line.strip(), body, runBody);
    }

    private Object run(Magic magic, String line, String body, Callable<Object> runBody) {
        if (line.equals("--help") && Arguments.named(magic, "--help").isEmpty() && Character.isLetter(
                magic.name().charAt(0))) {
            System.out.print(Usage.help(magic));
            return null;
        }
        var context = new Call.Context(workspace.get(), body, runBody);
        try {
            return magic.action().run(new Call(magic, line, Arguments.of(magic, line), context));
        } catch (Exception e) {
            throw MagicTable.<RuntimeException>unchecked(e);
        }
    }

    /** A magic may throw whatever the code throws that it runs, also where Java wants a declaration. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    /** Whether a console should run a cell that has magics; empty if that is for Java to say. */
    public Optional<Completeness> completeness(Reading reading) {
        var code = reading.code();
        var incomplete = Optional.of(new Completeness(State.INCOMPLETE, ""));
        if (reading.cellMagic().isPresent()) {
            // Only an empty line can end the body of a cell magic, as elsewhere.
            return code.matches("(?s).*\\n[ \\t]*(\\n\\s*)?") && code.strip().lines().count() > 1
                ? Optional.of(new Completeness(State.COMPLETE, "")) : incomplete;
        }
        var last = reading.uses().isEmpty() ? null : reading.uses().getLast();
        return last != null && last.end() == code.length() && code.endsWith("\\") ? incomplete : Optional.empty();
    }

    private UsageError unknown(String name) {
        if (name.startsWith("%")) {
            return new UsageError("%" + name + " must be the first line of its cell; the rest of the cell is its "
                + "body.");
        }
        if (cells.containsKey(name)) {
            return new UsageError("%" + name + " does not exist, but %%" + name + " does: write it in the first line "
                + "of a cell, whose rest it takes.");
        }
        if (name.startsWith("!")) {
            return new UsageError("This kernel has no magic that runs shell commands.");
        }
        return new UsageError("There is no magic %" + name + "." + didYouMean(name, lines.keySet(), "%"));
    }

    private UsageError unknownCell(String name) {
        if (lines.containsKey(name)) {
            return new UsageError("%%" + name + " does not exist, but %" + name + " does: it takes one line and no "
                + "body. Did you mean that?");
        }
        return new UsageError("There is no magic %%" + name + "." + didYouMean(name, cells.keySet(), "%%"));
    }

    private static String didYouMean(String name, Collection<String> names, String sign) {
        return Nearest.to(name, names).map(near -> " Did you mean " + sign + near + "?").orElse("")
            + " %lsmagic lists them all.";
    }
}
