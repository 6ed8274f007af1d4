package org.jolab.widgets;

/**
 * Where a widget is and how large, in the words of CSS. An empty or null text leaves it to the front end.
 *
 * <pre>{@code new IntSlider().layout(l -> l.width("50%").margin("0 0 0 2em"))}</pre>
 */
public final class Layout extends Widget {

    /** A layout that leaves everything to the front end; several widgets may share it. */
    public Layout() {
        super(Model.of("LayoutModel"));
    }

    /** Sets any property by its name in CSS, such as {@code grid-area}. */
    public Layout set(String property, String value) {
        put(property.replace('-', '_'), value == null || value.isEmpty() ? null : value);
        return this;
    }

    /** The width, such as {@code 50%} or {@code 20em}. */
    public Layout width(String width) {
        return set("width", width);
    }

    /** The height. */
    public Layout height(String height) {
        return set("height", height);
    }

    /** The least width. */
    public Layout minWidth(String width) {
        return set("min_width", width);
    }

    /** The greatest width. */
    public Layout maxWidth(String width) {
        return set("max_width", width);
    }

    /** The least height. */
    public Layout minHeight(String height) {
        return set("min_height", height);
    }

    /** The greatest height. */
    public Layout maxHeight(String height) {
        return set("max_height", height);
    }

    /** The space around it: one to four lengths. */
    public Layout margin(String margin) {
        return set("margin", margin);
    }

    /** The space within its border: one to four lengths. */
    public Layout padding(String padding) {
        return set("padding", padding);
    }

    /** All four borders, such as {@code 1px solid gray}. */
    public Layout border(String border) {
        atOnce(() -> set("border_top", border).set("border_right", border).set("border_bottom", border)
            .set("border_left", border));
        return this;
    }

    /** {@code none} to hide it without leaving a gap, or how it lays out what it holds: {@code flex}, {@code grid}. */
    public Layout display(String display) {
        return set("display", display);
    }

    /** {@code hidden} to leave a gap in its place. */
    public Layout visibility(String visibility) {
        return set("visibility", visibility);
    }

    /** What happens to what is larger than it, such as {@code auto} for scroll bars. */
    public Layout overflow(String overflow) {
        return set("overflow", overflow);
    }

    /** How it grows and shrinks within a box, such as {@code 1 1 auto}. */
    public Layout flex(String flex) {
        return set("flex", flex);
    }

    /** How a box lays out what it holds, such as {@code row wrap}. */
    public Layout flexFlow(String flow) {
        return set("flex_flow", flow);
    }

    /** Where things are across a box. */
    public Layout alignItems(String alignment) {
        return set("align_items", alignment);
    }

    /** Where it is across the box that holds it. */
    public Layout alignSelf(String alignment) {
        return set("align_self", alignment);
    }

    /** How a box spreads what it holds, such as {@code space-between}. */
    public Layout justifyContent(String justification) {
        return set("justify_content", justification);
    }

    /** The columns of a grid, such as {@code repeat(3, 1fr)}. */
    public Layout columns(String columns) {
        return set("grid_template_columns", columns);
    }

    /** The rows of a grid. */
    public Layout rows(String rows) {
        return set("grid_template_rows", rows);
    }

    /** The space between rows and columns of a grid. */
    public Layout gap(String gap) {
        return set("grid_gap", gap);
    }
}
