package org.jolab.api;

import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;

/** The front end of code that runs outside of a notebook, such as in a test: prints to {@code System.out}. */
final class Terminal implements Frontend {

    @Override
    public Display display(Object value, String id) {
        System.out.println(text(value));
        return new Printed(id);
    }

    @Override
    public void update(String id, Object value) {
        System.out.println(text(value));
    }

    @Override
    public MimeBundle json(Object value) {
        return MimeBundle.text(text(value)).with("application/json", value);
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String input(String prompt, boolean password) {
        var console = System.console();
        if (password && console != null) {
            var typed = console.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        }
        System.out.print(prompt);
        System.out.flush();
        var scanner = new Scanner(System.in);
        return scanner.hasNextLine() ? scanner.nextLine() : null;
    }

    @Override
    public void payload(Map<String, Object> payload) {
        if (payload.get("data") instanceof Map<?, ?> data) {
            System.out.println(data.get("text/plain"));
        }
    }

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {}

    @Override
    public Comms comms() {
        throw new UsageError("There is no notebook, so there are no comms. Run this code in a Jupyter notebook.");
    }

    @Override
    public Workspace workspace() {
        throw new IllegalStateException("Only a notebook has variables and a class path of its own.");
    }

    @Override
    public Magics.Table magics() {
        throw new IllegalStateException("Only a notebook has magics.");
    }

    @Override
    public <T> T capture(Captured captured, Callable<T> work) throws Exception {
        throw new UsageError("There is no notebook, so there is no output of a cell to capture.");
    }

    @Override
    public void atEndOfCell(Runnable work) {}

    @Override
    public Origin origin() {
        return work -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public String describe(Throwable thrown) {
        return thrown.toString();
    }

    @Override
    public void keep(Object value) {}

    private static String text(Object value) {
        return switch (value) {
            case MimeBundle bundle -> String.valueOf(bundle.data().get("text/plain"));
            case Displayable displayable -> text(displayable.toMimeBundle());
            case null, default -> String.valueOf(value);
        };
    }

    /** What has been printed can't be changed; its successor is printed below. */
    private record Printed(String id) implements Display {

        @Override
        public void update(Object value) {
            System.out.println(text(value));
        }
    }
}
