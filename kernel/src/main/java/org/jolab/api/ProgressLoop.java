package org.jolab.api;

import java.util.Iterator;

/** Items with a bar: each loop over them opens one, moves it when an item has been dealt with, and closes it. */
final class ProgressLoop<T> implements Iterable<T> {

    private final Iterable<T> items;
    private final long total;

    ProgressLoop(Iterable<T> items, long total) {
        this.items = items;
        this.total = total;
    }

    @Override
    public Iterator<T> iterator() {
        return new Counted<>(items.iterator(), new Progress("", total));
    }

    private static final class Counted<T> implements Iterator<T> {

        private final Iterator<T> items;
        private final Progress bar;
        private boolean isWithinRound;

        Counted(Iterator<T> items, Progress bar) {
            this.items = items;
            this.bar = bar;
        }

        @Override
        public boolean hasNext() {
            endRound();
            var more = items.hasNext();
            if (!more) {
                bar.close();
            }
            return more;
        }

        @Override
        public T next() {
            endRound();
            var item = items.next();
            isWithinRound = true;
            return item;
        }

        /** Asking for another item says that the one before has been dealt with. */
        private void endRound() {
            if (isWithinRound) {
                isWithinRound = false;
                bar.nextRound();
                bar.step();
            }
        }
    }
}
