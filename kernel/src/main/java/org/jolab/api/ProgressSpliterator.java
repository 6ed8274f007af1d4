package org.jolab.api;

import java.util.Comparator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream's items with a bar; each part of a parallel stream is owned by the thread that works on it. */
final class ProgressSpliterator<T> implements Spliterator<T> {

    private final Spliterator<T> items;
    private final Bar bar;

    private ProgressSpliterator(Spliterator<T> items, Bar bar) {
        this.items = items;
        this.bar = bar;
        bar.parts.incrementAndGet();
    }

    /** One bar for all parts, opened with the first item and closed when all parts have come to their end. */
    private static final class Bar {

        private final long total;
        private final AtomicInteger parts = new AtomicInteger();
        private Progress progress;

        Bar(long total) {
            this.total = total;
        }

        synchronized Progress open() {
            if (progress == null) {
                progress = new Progress("", total);
            }
            return progress;
        }

        void partEnds() {
            if (parts.decrementAndGet() == 0) {
                close();
            }
        }

        synchronized void close() {
            open().close();
        }
    }

    static <T> Stream<T> over(Stream<T> stream) {
        var parallel = stream.isParallel();
        var items = stream.spliterator();
        var bar = new Bar(items.getExactSizeIfKnown());
        return StreamSupport.stream(new ProgressSpliterator<>(items, bar), parallel).onClose(stream::close)
            .onClose(bar::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        var progress = bar.open();
        var more = items.tryAdvance(action);
        if (more) {
            progress.step();
        } else {
            bar.partEnds();
        }
        return more;
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        var progress = bar.open();
        items.forEachRemaining(item -> {
            action.accept(item);
            progress.step();
        });
        bar.partEnds();
    }

    @Override
    public Spliterator<T> trySplit() {
        var split = items.trySplit();
        return split == null ? null : new ProgressSpliterator<>(split, bar);
    }

    @Override
    public long estimateSize() {
        return items.estimateSize();
    }

    @Override
    public int characteristics() {
        return items.characteristics();
    }

    @Override
    public Comparator<? super T> getComparator() {
        return items.getComparator();
    }
}
