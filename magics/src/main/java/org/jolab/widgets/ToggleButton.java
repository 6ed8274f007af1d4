package org.jolab.widgets;

/** A button that stays down until it is pressed again. */
public final class ToggleButton extends Toggle<ToggleButton> {

    /** A button that is up. */
    public ToggleButton() {
        super("ToggleButtonModel");
    }

    /** A button that is up, and reads {@code description}. */
    public ToggleButton(String description) {
        this();
        description(description);
    }

    /** Its look: {@code primary}, {@code success}, {@code info}, {@code warning}, {@code danger} or nothing. */
    public ToggleButton buttonStyle(String style) {
        return set("button_style", style);
    }

    /** An icon of Font Awesome, such as {@code check}. */
    public ToggleButton icon(String icon) {
        return set("icon", icon);
    }
}
