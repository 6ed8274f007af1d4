package org.jolab.widgets;

import java.util.List;

/** A box for any number of words. */
public final class TagsInput extends Control<TagsInput, List<String>> {

    /** An empty box. */
    public TagsInput() {
        super(Model.of("TagsInputModel"));
    }

    /** The words that may be entered; any if there are none. */
    public TagsInput allowed(List<String> tags) {
        return set("allowed_tags", List.copyOf(tags));
    }

    /** Whether a word may be entered more than once; true by default. */
    public TagsInput allowDuplicates(boolean allow) {
        return set("allow_duplicates", allow);
    }

    @Override
    Object toState(List<String> value) {
        return List.copyOf(value);
    }

    @Override
    List<String> fromState(Object held) {
        return ((List<?>) held).stream().map(String::valueOf).toList();
    }
}
