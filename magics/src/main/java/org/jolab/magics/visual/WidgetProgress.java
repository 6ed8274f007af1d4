package org.jolab.magics.visual;

import java.util.Optional;
import org.jolab.api.Displayable;
import org.jolab.api.ProgressPainter;
import org.jolab.widgets.FloatProgress;
import org.jolab.widgets.HBox;
import org.jolab.widgets.Label;
import org.jolab.widgets.Widgets;

/** Draws bars as widgets, which are found again when the page is loaded again while they move. */
public final class WidgetProgress implements ProgressPainter {

    @Override
    public Optional<Drawing> begin(State state) {
        return Widgets.areShown() ? Optional.of(new Bar(state)) : Optional.empty();
    }

    /** A bar and what stands behind it. */
    private static final class Bar implements Drawing {

        private final FloatProgress bar = new FloatProgress().range(0, 1)
            .style(style -> style.descriptionWidth("initial"));
        private final Label facts = new Label();
        private final HBox box = new HBox(bar, facts);

        Bar(State state) {
            draw(state);
        }

        @Override
        public Displayable value() {
            return box;
        }

        @Override
        public void draw(State state) {
            var isKnown = !Double.isNaN(state.share());
            bar.together(_ -> bar.description(state.title()).barStyle(isKnown ? "" : "info")
                .value(isKnown ? state.share() : 1.0));
            facts.value(state.facts());
        }

        @Override
        public void end() {
            box.close();
            bar.close();
            facts.close();
        }
    }
}
