package org.jolab.widgets;

import java.util.List;

/** Keeps attributes of two widgets the same within the front end, without the program; see {@link Widgets#jslink}. */
final class Link extends Widget implements Observation {

    private final Widget source;
    private final Widget target;

    /** Links the attributes; in one direction if {@code model} is {@code DirectionalLinkModel}. */
    Link(String model, Control<?, ?> source, Control<?, ?> target) {
        super(Model.of(model));
        this.source = source;
        this.target = target;
        put("source", List.of(source, source.valueAttribute()));
        put("target", List.of(target, target.valueAttribute()));
        // It has no view that would hold it.
        source.attach(this);
        target.attach(this);
        open();
    }

    @Override
    public void close() {
        source.detach(this);
        target.detach(this);
        super.close();
    }
}
