package org.jolab.widgets;

/** A box for a colour: its name in CSS, or {@code #rrggbb}. */
public final class ColorPicker extends Control<ColorPicker, String> {

    /** A box that holds black. */
    public ColorPicker() {
        super(Model.of("ColorPickerModel"));
    }

    /** A box that holds {@code color}. */
    public ColorPicker(String color) {
        this();
        value(color);
    }

    /** Whether it shows the colour alone and not its name. */
    public ColorPicker concise(boolean concise) {
        return set("concise", concise);
    }

    @Override
    Object toState(String value) {
        return value;
    }

    @Override
    String fromState(Object held) {
        return (String) held;
    }
}
