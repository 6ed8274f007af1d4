package org.jolab.widgets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jolab.api.Displayable;
import org.jolab.api.MimeBundle;
import org.jolab.api.Notebook;

/**
 * A widget that can be seen. Show it as the last expression of a cell, or with {@link Notebook#display}; it may be
 * shown in several places.
 *
 * @param <S> the widget's own type
 */
public abstract class DomWidget<S extends DomWidget<S>> extends Widget implements Displayable {

    static final String VIEW = "application/vnd.jupyter.widget-view+json";
    private static final String REFERENCE = "reference:";

    DomWidget(Model model) {
        super(model);
        put("layout", new Layout());
        var style = model.attributes().get("style");
        if (style != null) {
            put("style", new Style(style.type().substring(REFERENCE.length())));
        }
    }

    @SuppressWarnings("unchecked")
    final S self() {
        return (S) this;
    }

    /**
     * Changes an attribute that has no method of its own, by its name in the protocol.
     *
     * @throws org.jolab.api.UsageError if there is no such attribute, or it can't hold {@code value}
     */
    public S set(String attribute, Object value) {
        put(attribute, value);
        return self();
    }

    /** Makes several changes, which front ends see at once. */
    public S together(Consumer<? super S> changes) {
        atOnce(() -> changes.accept(self()));
        return self();
    }

    /** Where the widget is and how large. */
    public Layout layout() {
        return (Layout) get("layout");
    }

    /** Changes the widget's layout. */
    public S layout(Consumer<Layout> changes) {
        changes.accept(layout());
        return self();
    }

    /** Gives the widget another layout, which it may share with others. */
    public S layout(Layout layout) {
        return set("layout", Objects.requireNonNull(layout));
    }

    /** Changes the widget's style, if its kind has any. */
    public S style(Consumer<Style> changes) {
        changes.accept((Style) get("style"));
        return self();
    }

    /** What is shown when the pointer rests on it; null for nothing. */
    public S tooltip(String tooltip) {
        return set("tooltip", tooltip);
    }

    /** Adds a class for style sheets. */
    public S addClass(String name) {
        var classes = new ArrayList<Object>((List<?>) get("_dom_classes"));
        if (!classes.contains(name)) {
            classes.add(name);
        }
        return set("_dom_classes", classes);
    }

    /** Removes a class. */
    public S removeClass(String name) {
        var classes = (List<?>) get("_dom_classes");
        return set("_dom_classes", classes.stream().filter(each -> !each.equals(name)).toList());
    }

    @Override
    public MimeBundle toMimeBundle() {
        var text = MimeBundle.text(plainText());
        return open().map(comm -> {
            Notebook.keep(this);
            return text.with(VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", comm.id()));
        }).orElse(text);
    }

    /** How it looks where there are no widgets. */
    String plainText() {
        return toString();
    }
}
