package org.jolab.widgets;

/**
 * How a widget looks, as far as its layout does not say it. Which settings there are depends on the widget; one that a
 * widget lacks is answered by those that it has.
 */
public final class Style extends Widget {

    Style(String name) {
        super(Model.of(name + "Model"));
    }

    /** Sets anything by its name in the protocol. */
    public Style set(String property, String value) {
        put(property, value);
        return this;
    }

    /** The width of the description; {@code initial} for as much as it needs. */
    public Style descriptionWidth(String width) {
        return set("description_width", width);
    }

    /** The colour of a slider's handle. */
    public Style handleColor(String color) {
        return set("handle_color", color);
    }

    /** The colour of a progress bar. */
    public Style barColor(String color) {
        return set("bar_color", color);
    }

    /** The colour of a button. */
    public Style buttonColor(String color) {
        return set("button_color", color);
    }

    /** The width of each of several buttons. */
    public Style buttonWidth(String width) {
        return set("button_width", width);
    }

    /** The background, as CSS has it. */
    public Style background(String background) {
        return set("background", background);
    }

    /** The colour of the text. */
    public Style textColor(String color) {
        return set("text_color", color);
    }

    /** The size of the text. */
    public Style fontSize(String size) {
        return set("font_size", size);
    }

    /** The weight of the text, such as {@code bold}. */
    public Style fontWeight(String weight) {
        return set("font_weight", weight);
    }

    /** The family of the text's font. */
    public Style fontFamily(String family) {
        return set("font_family", family);
    }
}
