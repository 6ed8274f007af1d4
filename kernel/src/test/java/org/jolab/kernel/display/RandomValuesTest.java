package org.jolab.kernel.display;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.junit.jupiter.api.Test;

class RandomValuesTest {

    private static final int HTML_CAP = 1_000_000;
    private static final int MEMORY_CAP = 100_000_000;

    private final Random random = new Random(20261122);
    private final List<Object> made = new ArrayList<>();

    private record Any(Object first, Object second) {}

    /** A list that lies about itself. */
    private final class Liar extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            if (random.nextInt(5) == 0) {
                throw new IllegalStateException("get");
            }
            return index;
        }

        @Override
        public int size() {
            return switch (random.nextInt(4)) {
                case 0 -> throw new UnsupportedOperationException("size");
                case 1 -> Integer.MAX_VALUE;
                case 2 -> -1;
                default -> 3;
            };
        }
    }

    private final class EndlessCollection extends AbstractCollection<Object> {
        @Override
        public Iterator<Object> iterator() {
            return random.ints().<Object>mapToObj(i -> i).iterator();
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }

    private final class BadText implements CharSequence {
        @Override
        public int length() {
            return random.nextInt(5) - 2;
        }

        @Override
        public char charAt(int index) {
            throw new IndexOutOfBoundsException("charAt");
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return null;
        }

        @Override
        public String toString() {
            return null;
        }
    }

    private static final class BadFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new BadFailure();
        }
    }

    private final class Thrower {
        @Override
        public String toString() {
            throw new BadFailure();
        }

        @Override
        public int hashCode() {
            throw new BadFailure();
        }

        @Override
        public boolean equals(Object other) {
            throw new BadFailure();
        }
    }

    private Object value(int depth) {
        var value = switch (random.nextInt(depth > 4 ? 20 : 34)) {
            case 0 -> null;
            case 1 -> random.nextInt();
            case 2 -> random.nextDouble();
            case 3 -> text(random.nextInt(20));
            case 4 -> text(random.nextInt(depth < 2 ? 100_000 : 500));
            case 5 -> (char) random.nextInt(65_536);
            case 6 -> new Thrower();
            case 7 -> new BadFailure();
            case 8 -> new BadText();
            case 9 -> new Liar();
            case 10 -> new EndlessCollection();
            case 11 -> new int[random.nextInt(depth < 2 ? 100_000 : 500)];
            case 12 -> random.ints(random.nextInt(100)).boxed();
            case 13 -> new byte[random.nextInt(2000)];
            case 14 -> (Displayable) () -> random.nextBoolean() ? null : new MimeBundle(Map.of(), Map.of());
            case 15 -> URI.create("x:" + random.nextInt());
            case 16 -> Path.of("a", "b");
            case 17 -> Instant.ofEpochSecond(random.nextInt());
            case 18 -> (Runnable) () -> {};
            case 19 -> made.isEmpty() ? 1 : made.get(random.nextInt(made.size()));
            case 20, 21, 22 -> fill(new ArrayList<>(), depth);
            case 23 -> fill(new LinkedHashSet<>(), depth);
            case 24, 25, 26 -> map(depth);
            case 27, 28 -> new Any(value(depth + 1), value(depth + 1));
            case 29 -> array(depth);
            case 30 -> Optional.ofNullable(value(depth + 1));
            case 31 -> CompletableFuture.completedFuture(value(depth + 1));
            case 32 -> new double[random.nextInt(60)][random.nextInt(60)];
            default -> new Object[] {value(depth + 1), value(depth + 1)};
        };
        made.add(value);
        return value;
    }

    private String text(int length) {
        return random.ints(length, 0, 65_536).collect(StringBuilder::new, (out, c) -> out.append((char) c),
            StringBuilder::append).toString();
    }

    private Collection<Object> fill(Collection<Object> items, int depth) {
        made.add(items);
        var count = random.nextInt(depth == 0 ? 300 : 5);
        for (var i = 0; i < count; i++) {
            try {
                items.add(value(depth + 1));
            } catch (RuntimeException | StackOverflowError e) {
                // Its hash code throws, or it contains itself.
                items.add(i);
            }
        }
        return items;
    }

    private Map<Object, Object> map(int depth) {
        var map = new HashMap<Object, Object>();
        made.add(map);
        var count = random.nextInt(depth == 0 ? 300 : 5);
        for (var i = 0; i < count; i++) {
            map.put(random.nextBoolean() ? "key" + i : i, value(depth + 1));
        }
        return map;
    }

    private Object array(int depth) {
        var array = Array.newInstance(Object.class, random.nextInt(4), random.nextInt(4));
        made.add(array);
        for (var row : (Object[][]) array) {
            for (var i = 0; i < row.length; i++) {
                row[i] = value(depth + 1);
            }
        }
        return array;
    }

    @Test
    void noValueMakesRenderingFailHangOrGrow() {
        var renderers = new Renderers(Limits.SCREEN);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            for (var round = 0; round < 3000; round++) {
                made.clear();
                var value = value(0);
                var before = threads.getCurrentThreadAllocatedBytes();
                var bundle = renderers.render(value);
                var allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertTrue(allocated < MEMORY_CAP, round + ": " + allocated + " bytes allocated");
                var text = assertInstanceOf(String.class, bundle.data().get("text/plain"));
                assertTrue(text.length() <= 4 * Limits.SCREEN.characters(), round + ": " + text.length());
                if (bundle.data().get("text/html") instanceof String html) {
                    assertTrue(html.length() <= HTML_CAP, round + ": " + html.length());
                    assertTrue(html.chars().noneMatch(c -> c == 0 || c == 0x202e), "a control character in " + round);
                }
            }
        });
    }
}
