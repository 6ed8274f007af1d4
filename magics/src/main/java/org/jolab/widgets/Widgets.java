package org.jolab.widgets;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jolab.api.Notebook;

/**
 * Functions that make widgets in few words and connect them.
 *
 * <pre>{@code
 * interact(slider(1, 10).description("n"), choice("sin", "cos"), (n, name) -> Plot.line(values(n, name)));
 * }</pre>
 */
public final class Widgets {

    private Widgets() {}

    /** What is made of one value. */
    @FunctionalInterface
    public interface Body1<A> {

        /** What is shown for these values; null for nothing more than the code itself prints and shows. */
        Object of(A a) throws Exception;
    }

    /** What is made of two values. */
    @FunctionalInterface
    public interface Body2<A, B> {

        /** What is shown for these values. */
        Object of(A a, B b) throws Exception;
    }

    /** What is made of three values. */
    @FunctionalInterface
    public interface Body3<A, B, C> {

        /** What is shown for these values. */
        Object of(A a, B b, C c) throws Exception;
    }

    /** What is made of four values. */
    @FunctionalInterface
    public interface Body4<A, B, C, D> {

        /** What is shown for these values. */
        Object of(A a, B b, C c, D d) throws Exception;
    }

    /** What is done with one value. */
    @FunctionalInterface
    public interface Action1<A> {

        /** Does it. */
        void with(A a) throws Exception;
    }

    /** What is done with two values. */
    @FunctionalInterface
    public interface Action2<A, B> {

        /** Does it. */
        void with(A a, B b) throws Exception;
    }

    /** What is done with three values. */
    @FunctionalInterface
    public interface Action3<A, B, C> {

        /** Does it. */
        void with(A a, B b, C c) throws Exception;
    }

    /** Whether a front end has said that it shows widgets. It may be one of several. */
    public static boolean areShown() {
        return Manager.current().map(Manager::isWanted).orElse(false);
    }

    /** A slider for whole numbers, which begins in the middle. */
    public static IntSlider slider(int min, int max) {
        return new IntSlider().range(min, max).value((int) Math.floorDiv((long) min + max, 2L));
    }

    /** A slider for whole numbers. */
    public static IntSlider slider(int min, int max, int value) {
        return new IntSlider().range(min, max).value(value);
    }

    /** A slider for numbers, in a hundred steps, which begins in the middle. */
    public static FloatSlider slider(double min, double max) {
        return slider(min, max, min / 2 + max / 2);
    }

    /** A slider for numbers, in a hundred steps. */
    public static FloatSlider slider(double min, double max, double value) {
        return new FloatSlider().range(min, max).step((max - min) / 100).value(value);
    }

    /** A box to tick. */
    public static Checkbox checkbox(boolean value) {
        return new Checkbox(value);
    }

    /** A box for a text, whose value changes when Enter is pressed. */
    public static Text text(String value) {
        return new Text(value).continuousUpdate(false);
    }

    /** A list to choose from. */
    public static <T> Dropdown<T> choice(Collection<? extends T> options) {
        return new Dropdown<>(options);
    }

    /** A list to choose from, keyed by labels. */
    public static <T> Dropdown<T> choice(Map<String, ? extends T> options) {
        return new Dropdown<>(options);
    }

    /** A list to choose from. */
    @SafeVarargs
    public static <T> Dropdown<T> choice(T... options) {
        return new Dropdown<>(List.of(options));
    }

    /** A list of the constants of an enumeration. */
    public static <E extends Enum<E>> Dropdown<E> choice(Class<E> type) {
        return new Dropdown<>(List.of(type.getEnumConstants()));
    }

    /** Shows a control, and below it what {@code body} returns, prints and shows for its value, now and ever after. */
    public static <A> void interact(Control<?, A> a, Body1<? super A> body) {
        Notebook.display(interactive(a, body));
    }

    /** The same for two controls. */
    public static <A, B> void interact(Control<?, A> a, Control<?, B> b, Body2<? super A, ? super B> body) {
        Notebook.display(interactive(a, b, body));
    }

    /** The same for three controls. */
    public static <A, B, C> void interact(Control<?, A> a, Control<?, B> b, Control<?, C> c,
            Body3<? super A, ? super B, ? super C> body) {
        Notebook.display(interactive(a, b, c, body));
    }

    /** The same for four controls. */
    public static <A, B, C, D> void interact(Control<?, A> a, Control<?, B> b, Control<?, C> c, Control<?, D> d,
            Body4<? super A, ? super B, ? super C, ? super D> body) {
        Notebook.display(interactive(a, b, c, d, body));
    }

    /** What {@link #interact} shows, to be put into another box. */
    public static <A> VBox interactive(Control<?, A> a, Body1<? super A> body) {
        return Interaction.box(() -> body.of(a.value()), a);
    }

    /** The same for two controls. */
    public static <A, B> VBox interactive(Control<?, A> a, Control<?, B> b, Body2<? super A, ? super B> body) {
        return Interaction.box(() -> body.of(a.value(), b.value()), a, b);
    }

    /** The same for three controls. */
    public static <A, B, C> VBox interactive(Control<?, A> a, Control<?, B> b, Control<?, C> c,
            Body3<? super A, ? super B, ? super C> body) {
        return Interaction.box(() -> body.of(a.value(), b.value(), c.value()), a, b, c);
    }

    /** The same for four controls. */
    public static <A, B, C, D> VBox interactive(Control<?, A> a, Control<?, B> b, Control<?, C> c, Control<?, D> d,
            Body4<? super A, ? super B, ? super C, ? super D> body) {
        return Interaction.box(() -> body.of(a.value(), b.value(), c.value(), d.value()), a, b, c, d);
    }

    /** {@link #interact} with code that returns nothing, such as {@code n -> System.out.println(n)}. */
    public static <A> void whenever(Control<?, A> a, Action1<? super A> action) {
        interact(a, x -> nothing(() -> action.with(x)));
    }

    /** The same for two controls. */
    public static <A, B> void whenever(Control<?, A> a, Control<?, B> b, Action2<? super A, ? super B> action) {
        interact(a, b, (x, y) -> nothing(() -> action.with(x, y)));
    }

    /** The same for three controls. */
    public static <A, B, C> void whenever(Control<?, A> a, Control<?, B> b, Control<?, C> c,
            Action3<? super A, ? super B, ? super C> action) {
        interact(a, b, c, (x, y, z) -> nothing(() -> action.with(x, y, z)));
    }

    private interface Deed {
        void run() throws Exception;
    }

    private static Object nothing(Deed deed) throws Exception {
        deed.run();
        return null;
    }

    /** Keeps the values of two controls the same, beginning with the first's, until the result is closed. */
    public static <V> Observation link(Control<?, V> one, Control<?, V> other) {
        return link(one, Function.identity(), other, Function.identity());
    }

    /** The same for values that differ by what {@code there} and {@code back} do. */
    public static <V, W> Observation link(Control<?, V> one, Function<? super V, ? extends W> there,
            Control<?, W> other, Function<? super W, ? extends V> back) {
        // What comes back may differ by rounding, and would go round for ever.
        var isBusy = new AtomicBoolean();
        var forth = one.observe(value -> alone(isBusy, () -> other.value(there.apply(value))));
        var home = other.observe(value -> alone(isBusy, () -> one.value(back.apply(value))));
        alone(isBusy, () -> other.value(there.apply(one.value())));
        return () -> {
            forth.close();
            home.close();
        };
    }

    /** Lets {@code target} follow {@code source} from now on, until the result is closed. */
    public static <V, W> Observation follow(Control<?, V> source, Function<? super V, ? extends W> function,
            Control<?, W> target) {
        target.value(function.apply(source.value()));
        return source.observe(value -> target.value(function.apply(value)));
    }

    private static void alone(AtomicBoolean isBusy, Callable<?> work) {
        if (isBusy.compareAndSet(false, true)) {
            try {
                work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                isBusy.set(false);
            }
        }
    }

    /** {@link #link} within the front end, where it costs no messages and works while the program is busy. */
    public static <V> Observation jslink(Control<?, V> one, Control<?, V> other) {
        return new Link("LinkModel", one, other);
    }

    /** Lets {@code target} follow {@code source} within the front end, until the result is closed. */
    public static <V> Observation jsdlink(Control<?, V> source, Control<?, V> target) {
        return new Link("DirectionalLinkModel", source, target);
    }
}
