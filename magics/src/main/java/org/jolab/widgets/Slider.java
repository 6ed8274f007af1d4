package org.jolab.widgets;

/**
 * What sliders have in common.
 *
 * @param <S> the widget's own type
 */
public interface Slider<S extends Slider<S>> {

    /** Changes an attribute by its name in the protocol. */
    S set(String attribute, Object value);

    /** Whether the value stands beside it; true by default. */
    default S readout(boolean readout) {
        return set("readout", readout);
    }

    /** Puts it upright. */
    default S vertical() {
        return set("orientation", "vertical");
    }

    /** Whether the value changes while the handle is moved, or only when it is let go; true by default. */
    default S continuousUpdate(boolean continuous) {
        return set("continuous_update", continuous);
    }
}
