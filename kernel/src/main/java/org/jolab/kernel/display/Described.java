package org.jolab.kernel.display;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Enumeration;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.BaseStream;

/** Says in words what some values of the JDK are whose own text is no help, endless, or would use them up. */
final class Described {

    /** Twelve thousand decimal digits; ten times as many take a hundred times as long to find. */
    private static final int BITS = 40_000;
    private static final int FRAMES = 20;
    private static final int CAUSES = 8;

    private Described() {}

    /** The words for {@code value}, if it is of one of those kinds; {@code text} writes what is in it. */
    static Optional<String> of(Object value, Function<Object, String> text) {
        return Optional.ofNullable(switch (value) {
            case BigInteger number when number.bitLength() > BITS -> large("BigInteger", number);
            case BigDecimal number when number.unscaledValue().bitLength() > BITS ->
                large("BigDecimal", number.unscaledValue());
            case BaseStream<?, ?> stream -> stream(stream);
            case Iterator<?> iterator when !Types.hasToString(iterator) -> notUsed("Iterator", iterator);
            case Enumeration<?> items when !Types.hasToString(items) -> notUsed("Enumeration", items);
            case Spliterator<?> items when !Types.hasToString(items) -> notUsed("Spliterator", items);
            case Throwable failure -> trace(failure);
            case Class<?> type -> type.toGenericString();
            case Executable method -> method.toGenericString();
            case Thread thread -> thread(thread);
            case Duration duration -> duration(duration);
            case Future<?> future -> future(future, text);
            case BitSet bits when bits.cardinality() > 1000 -> "BitSet of " + Cut.counted(bits.cardinality(), "bit")
                + ", from " + bits.nextSetBit(0) + " to " + (bits.length() - 1);
            case AtomicIntegerArray array when array.length() > 1000 -> array(array, array.length());
            case AtomicLongArray array when array.length() > 1000 -> array(array, array.length());
            case AtomicReferenceArray<?> array when array.length() > 1000 -> array(array, array.length());
            default -> isLambda(value) ? lambda(value.getClass()) : null;
        });
    }

    private static String large(String name, BigInteger digits) {
        var count = (long) ((digits.bitLength() - 1) * Math.log10(2)) + 1;
        return name + " of about " + Cut.counted(count, "digit");
    }

    private static String array(Object array, int length) {
        return Types.name(array.getClass()) + " of " + Cut.counted(length, "element");
    }

    private static String stream(BaseStream<?, ?> stream) {
        var name = Types.withSupertypes(stream.getClass()).stream()
            .filter(type -> type.isInterface() && type != BaseStream.class && BaseStream.class.isAssignableFrom(type))
            .map(Class::getSimpleName).findFirst().orElse("Stream");
        return (stream.isParallel() ? "parallel " : "") + name + ", not consumed: use toList() or toArray() to see it";
    }

    private static String notUsed(String name, Object value) {
        return name + " (" + Types.name(value.getClass()) + "), not consumed";
    }

    private static String duration(Duration duration) {
        var seconds = Math.abs(duration.getSeconds());
        if (duration.isNegative() || seconds < 60) {
            return duration.toString();
        }
        var parts = new ArrayList<String>();
        add(parts, seconds / 86_400, "day");
        add(parts, seconds / 3600 % 24, "hour");
        add(parts, seconds / 60 % 60, "minute");
        add(parts, seconds % 60, "second");
        return duration + " (" + String.join(" ", parts) + ")";
    }

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(Cut.counted(count, unit));
        }
    }

    private static String thread(Thread thread) {
        var kind = thread.isVirtual() ? "virtual" : thread.isDaemon() ? "daemon" : "platform";
        return "Thread \"" + Cut.visible(thread.getName()) + "\" (#" + thread.threadId() + ", " + kind + ", "
            + thread.getState().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
    }

    private static String future(Future<?> future, Function<Object, String> text) {
        var name = Types.name(future.getClass());
        // Of the JDK's own futures only: others might wait.
        if (future.getClass().getClassLoader() != null) {
            return name + (future.isDone() ? ": done" : ": running");
        }
        return name + switch (future.state()) {
            case RUNNING -> ": running" + waiting(future);
            case SUCCESS -> ": completed with " + text.apply(future.resultNow());
            case FAILED -> ": failed with " + text.apply(future.exceptionNow().toString());
            case CANCELLED -> ": cancelled";
        };
    }

    private static String waiting(Future<?> future) {
        return future instanceof CompletableFuture<?> stage && stage.getNumberOfDependents() > 0
            ? ", " + Cut.counted(stage.getNumberOfDependents(), "dependent") + " waiting" : "";
    }

    private static boolean isLambda(Object value) {
        return value.getClass().isHidden() && value.getClass().getInterfaces().length > 0
            && !Types.hasToString(value);
    }

    private static String lambda(Class<?> type) {
        var face = type.getInterfaces()[0];
        var method = Arrays.stream(face.getMethods()).filter(each -> Modifier.isAbstract(each.getModifiers()))
            .findFirst();
        return "lambda: " + Types.name(face) + method.map(each -> "." + each.getName() + "("
            + String.join(", ", Arrays.stream(each.getParameterTypes()).map(Types::name).toList()) + ")").orElse("");
    }

    /** The first frames of an exception and of its causes, which may go round in a circle. */
    private static String trace(Throwable failure) {
        var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var out = new StringWriter();
        var print = new PrintWriter(out);
        for (var at = failure; at != null && seen.size() < CAUSES && seen.add(at); at = at.getCause()) {
            print.print((at == failure ? "" : "\nCaused by: ") + at);
            var frames = at.getStackTrace();
            for (var i = 0; i < Math.min(frames.length, FRAMES); i++) {
                print.print("\n    at " + frames[i]);
            }
            if (frames.length > FRAMES) {
                print.print("\n    … " + Cut.counted(frames.length - FRAMES, "more frame"));
            }
        }
        return out.toString();
    }
}
