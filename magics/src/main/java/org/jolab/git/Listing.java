package org.jolab.git;

import java.util.AbstractList;
import java.util.List;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;

/**
 * A list with a look of its own: what {@code %git log} and other commands give.
 *
 * @param <T> what it holds
 */
public final class Listing<T> extends AbstractList<T> implements Displayable {

    private final List<T> items;
    private final StyledText look;

    /** A list of {@code items} that shows {@code look}. */
    public Listing(List<? extends T> items, StyledText look) {
        this.items = List.copyOf(items);
        this.look = look;
    }

    @Override
    public T get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /** What is shown, as plain text. */
    public String text() {
        return look.text();
    }

    @Override
    public MimeBundle toMimeBundle() {
        return look.toMimeBundle();
    }
}
