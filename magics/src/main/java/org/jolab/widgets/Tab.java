package org.jolab.widgets;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pages with tabs. */
public final class Tab extends Pages<Tab> {

    /** Holds {@code children}. */
    public Tab(DomWidget<?>... children) {
        this(Arrays.asList(children));
    }

    /** Holds {@code children}. */
    public Tab(List<? extends DomWidget<?>> children) {
        super("TabModel", children);
    }

    @Override
    Map<String, Object> beforeOpening() {
        return selected() == null && !children().isEmpty() ? Map.of("selected_index", 0) : Map.of();
    }
}
